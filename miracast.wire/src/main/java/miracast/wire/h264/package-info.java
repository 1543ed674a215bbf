// SPDX-License-Identifier: Apache-2.0
/**
 * As much of H.264 (ITU-T H.264, 7.3) as is needed to tell whether a stream is what was negotiated: NAL units in an Annex B
 * stream, parameter sets, and how a slice begins. Nothing is decoded.
 *
 * <p>Whatever the octets are, reading stays within the given range and ends; what is not legal is an
 * {@link miracast.wire.h264.H264SyntaxException}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package miracast.wire.h264;
