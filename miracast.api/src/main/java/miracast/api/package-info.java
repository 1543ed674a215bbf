// SPDX-License-Identifier: Apache-2.0
/**
 * What all contracts of a Miracast source share: video modes and formats, H.264 profiles and levels, status codes, and the
 * inventory that tells an operator which parts are there and why one is not.
 *
 * <p>The contracts themselves stand in one package each, so that each has a version of its own: {@code miracast.api.driver},
 * {@code miracast.api.encoder}, {@code miracast.api.frames}, {@code miracast.api.audio}, {@code miracast.api.cast},
 * {@code miracast.api.sink}. {@code miracast.api.configuration} helps those who fulfil them.
 *
 * <p>Units, unless a name says otherwise: bit rates in bit/s, times in ns of {@link System#nanoTime()}, sizes in octets,
 * picture sizes in pixels. No method takes or returns null unless its documentation says so.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.2.0")
package miracast.api;
