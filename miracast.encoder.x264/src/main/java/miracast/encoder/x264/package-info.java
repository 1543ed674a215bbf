// SPDX-License-Identifier: Apache-2.0
/**
 * libx264 as a {@link miracast.api.encoder.VideoEncoder}, through JNA, whichever build of it the machine has. The library is under
 * the GPL, is no part of this bundle, and is loaded at run time only. 64-bit JVMs only, since addresses are passed as long.
 *
 * <p>{@link miracast.encoder.x264.X264} and {@link miracast.encoder.x264.CLibrary} mirror the libraries and decide nothing,
 * {@link miracast.encoder.x264.NativeX264} finds and checks them, {@link miracast.encoder.x264.X264Loader} offers the result as a
 * service, and {@link miracast.encoder.x264.X264VideoEncoder} needs that service: no library, no encoder, no exception.
 */
package miracast.encoder.x264;
