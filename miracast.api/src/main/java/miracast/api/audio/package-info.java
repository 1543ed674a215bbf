// SPDX-License-Identifier: Apache-2.0
/**
 * The sound contract: where sound comes from. A source is a service with the properties of {@link miracast.api.audio.Audio}; the
 * host opens a stream of it for a cast and takes from it what is heard, sample after sample.
 *
 * <p><b>Format.</b> 48 kHz, stereo, 16 bits with sign in the machine's byte order, left before right. Wherever samples are
 * counted, left and right together are one.
 *
 * <p><b>Time.</b> Each block tells when its first sample is heard, in ns of {@link System#nanoTime()}, on the same scale as the
 * pictures of a {@link miracast.api.frames.FrameStream}: that is what keeps lips and voices together. A source need not run at
 * the host's rate, nor tell times without jitter: the host follows slowly, by stretching the sound a few tenths of a
 * percent at most. Where a source has nothing, there is silence; it never makes a cast wait.
 *
 * <p><b>Threads.</b> A stream is used by one thread at a time. A source that must wait for something does that on a thread of its
 * own.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package miracast.api.audio;
