// SPDX-License-Identifier: Apache-2.0
/**
 * The encoder contract: frames in, H.264 chunks out; and, in {@link miracast.api.encoder.AudioEncoder}, samples in, coded sound out. An encoder is a service with the properties of
 * {@link miracast.api.encoder.Encoder}; service ranking decides which one a cast takes if it names none. Encoders come, go and
 * are exchanged under a running stream, so a session shares no state with another one, and everything that passes between host
 * and encoder is of the JDK or of this API.
 *
 * <p><b>The stream.</b> Annex B with start codes of four octets. Each access unit begins with an access unit delimiter; each
 * IDR picture has its parameter sets before it; the first frame of a session is an IDR picture. No B frames, one reference
 * frame, no reordering, which the VUI says. Only I420 and NV12 are taken, BT.709, limited range.
 *
 * <p><b>Threads.</b> A session is used by one thread at a time; the host sees to it. Chunks may be committed on another thread
 * of the encoder, but one at a time and in order, each happening before the next.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.2.0")
package miracast.api.encoder;
