// SPDX-License-Identifier: Apache-2.0
/**
 * The text of Wi-Fi Display: its RTSP parameters, mode tables and headers as values.
 *
 * <p>{@link miracast.wire.rtsp.Parameters} is a body of {@code text/parameters}; for each parameter's value there is a type
 * with {@code parse} and, as {@code toString}, the text to send. Reading is as tolerant as displays need it: any case, blanks
 * where none belong, values cut short, entries of a list that cannot be read left out alone, bits of the future ignored.
 * Printing is strict: exact widths, upper-case hexadecimal. What a value says is read back the same.
 *
 * <p>What cannot be read is a {@link miracast.wire.rtsp.ParameterException} that names parameter, field and value and has the
 * code for the protocol's own error reply. {@link miracast.wire.rtsp.SinkCapabilities} reads a whole reply to M3 and knows what
 * each parameter means when it is missing or garbled.
 *
 * <p>All types are immutable, or say otherwise; none keeps state, none does I/O. Texts come from the air: sizes are bounded,
 * and a text that goes into a message is cut and freed of control characters first.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package miracast.wire.rtsp;
