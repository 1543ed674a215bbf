// SPDX-License-Identifier: Apache-2.0
/**
 * The media octets of Wi-Fi Display: RTP packets that carry MPEG transport packets (RFC 3550, RFC 2250, ISO/IEC 13818-1).
 *
 * <p>Two kinds of types. <b>Flyweights</b> ({@link miracast.wire.ts.RtpPacket}, {@link miracast.wire.ts.TsPacket},
 * {@link miracast.wire.ts.PesHeader}, {@link miracast.wire.ts.LpcmHeader}) are wrapped over a place in a buffer and read or
 * write it there. They own nothing, keep nothing but that place, allocate nothing, and belong to one thread at a time.
 * {@link miracast.wire.ts.PesPacketizer} is their writer for a whole chunk. <b>Values</b>
 * ({@link miracast.wire.ts.ProgramAssociation}, {@link miracast.wire.ts.ProgramMap}) are made once per session and may
 * allocate.
 *
 * <p>Buffers are addressed by absolute indices only; their positions and limits are neither used nor changed beyond the
 * bounds check. What is written as more than one octet is big-endian, so a buffer must keep {@link java.nio.ByteBuffer}'s
 * initial order. Writers trust their caller: a value that is out of range is cut to its field. Readers trust nobody: they stay
 * within the packet whatever its octets say.
 *
 * <p>Times: {@code 90k} are ticks of 90 kHz, {@code 27M} of 27 MHz; both wrap where their 33 bits of base do, after 26.5 hours.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package miracast.wire.ts;
