// SPDX-License-Identifier: Apache-2.0
/**
 * The Miracast contracts as tests. A provider's test class extends one of the abstract classes and hands over what it tests; every
 * rule of the contract is then one test. What the tests need to look into a stream (parameter sets, slice headers, a strict
 * decoder) is here too and may be used by other tests.
 *
 * <p>Decoding is done by FFmpeg: whoever runs these tests outside OSGi has its natives on the class path, see the README of
 * lib.ffmpeg.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package miracast.tck;
