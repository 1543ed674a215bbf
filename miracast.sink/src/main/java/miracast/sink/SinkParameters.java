// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.wire.h264.SequenceParameterSet;
import miracast.wire.rtsp.AudioCodecs;
import miracast.wire.rtsp.ClientRtpPorts;
import miracast.wire.rtsp.H264Codec;
import miracast.wire.rtsp.MicrosoftVideoFormats;
import miracast.wire.rtsp.ParameterException;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.TableMode;
import miracast.wire.rtsp.UibcCapability;
import miracast.wire.rtsp.VideoDialect;
import miracast.wire.rtsp.VideoFormats;

/** What a sink answers to M3: its own values, and those that a request put in their place. Immutable. */
final class SinkParameters {
    private static final String SUPPORTED = "supported";

    private final Map<String, String> defaults;
    private final Map<String, String> replacements;
    /** By name in any case. An empty value leaves the parameter out. */
    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Reads one value. */
    private interface Reader<T> {
        T read(String value) throws ParameterException;
    }

    /**
     * @param defaults by name
     * @param replacements by name in any case; an empty value leaves the parameter out
     * @throws IllegalArgumentException if a name or a value cannot stand in a body: names it
     */
    SinkParameters(Map<String, String> defaults, Map<String, String> replacements) {
        this.defaults = Map.copyOf(defaults);
        this.replacements = Map.copyOf(replacements);
        values.putAll(defaults);
        replacements.forEach((name, value) -> {
            // Removed first, so that the name is told as it is spelled here, which may be odd on purpose.
            values.remove(name);
            values.put(name, value);
        });
        Parameters.Builder all = Parameters.builder();
        values.forEach(all::add);
    }

    /** The port that a replaced {@code wfd_client_rtp_ports} names; 0 if it is not replaced, or cannot be read. */
    int requestedPort() {
        return clientRtpPorts().map(ClientRtpPorts::port0).orElse(0);
    }

    /** The same for a sink that receives on a port, unless its ports are replaced. */
    SinkParameters withPort(int port) {
        Map<String, String> withPorts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        withPorts.put(
                ParameterName.WFD_CLIENT_RTP_PORTS, ClientRtpPorts.udp(port).toString());
        withPorts.putAll(defaults);
        return new SinkParameters(withPorts, replacements);
    }

    /**
     * The same sink with other replacements.
     *
     * @throws IllegalArgumentException if a name or a value cannot stand in a body: names it
     */
    SinkParameters replaced(Map<String, String> others) {
        return new SinkParameters(defaults, others);
    }

    /** What is said of one of them; empty if it is left out. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** Whether another sink says the same of all but one of them. */
    boolean sameBut(String name, SinkParameters other) {
        return without(name).equals(other.without(name));
    }

    private Map<String, String> without(String name) {
        Map<String, String> rest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rest.putAll(values);
        rest.keySet().removeIf(name::equalsIgnoreCase);
        rest.values().removeIf(String::isBlank);
        return rest;
    }

    /** The reply to M3: those of the names that there are. */
    Parameters answer(Parameters asked) {
        Parameters.Builder reply = Parameters.builder();
        for (Parameters.Entry entry : asked.entries()) {
            values.forEach((name, value) -> {
                if (name.equalsIgnoreCase(entry.name()) && !value.isBlank()) {
                    reply.add(name, value);
                }
            });
        }
        return reply.build();
    }

    /** What was offered to show; empty if that was left out or cannot be read. */
    Optional<VideoFormats> videoFormats(VideoDialect dialect) {
        return read(dialect.parameter(), value -> VideoFormats.parse(dialect, value));
    }

    /** What was offered to show beside that. */
    MicrosoftVideoFormats microsoftVideoFormats() {
        return read(ParameterName.MICROSOFT_VIDEO_FORMATS, MicrosoftVideoFormats::parse)
                .orElse(MicrosoftVideoFormats.NONE);
    }

    /** What was offered to play in one of the two parameters; empty if that was left out or cannot be read. */
    Optional<AudioCodecs> audioCodecs(String name) {
        return read(name, value -> AudioCodecs.parseAs(name, value));
    }

    /**
     * What a source may change to by parameter sets alone ({@code microsoft_format_change_capability}): the fastest mode of their size
     * that was told; empty if none was, or the source has to say it by M4.
     */
    Optional<AgreedFormat> followed(SequenceParameterSet set) {
        if (value(ParameterName.MICROSOFT_FORMAT_CHANGE_CAPABILITY)
                .filter(SUPPORTED::equalsIgnoreCase)
                .isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(VideoDialect.values())
                .flatMap(dialect -> videoFormats(dialect).stream())
                .flatMap(formats -> formats.codecs().stream())
                .flatMap(codec -> followed(codec, set).stream())
                .max(Comparator.comparingInt(format -> format.mode().rate()));
    }

    private static Optional<AgreedFormat> followed(H264Codec codec, SequenceParameterSet set) {
        Optional<H264Profile> profile =
                codec.profiles().stream().filter(set::is).findFirst();
        Optional<VideoMode> mode = codec.modes().stream()
                .map(TableMode::mode)
                .filter(each -> each.width() == set.width() && each.height() == set.height())
                .max(Comparator.comparingInt(VideoMode::rate));
        return profile.isEmpty() || mode.isEmpty()
                ? Optional.empty()
                : codec.highestLevel()
                        .map(level -> new AgreedFormat(
                                mode.get(), profile.get(), level, codec.minSlice() == 0 ? 1 : codec.maxSlices()));
    }

    /** Where the sink said that it receives; empty if that was left out or cannot be read. */
    Optional<ClientRtpPorts> clientRtpPorts() {
        return read(ParameterName.WFD_CLIENT_RTP_PORTS, ClientRtpPorts::parse);
    }

    /** Whether it can go dark and wake again. */
    boolean sleeps() {
        return value(ParameterName.WFD_STANDBY_RESUME_CAPABILITY)
                .filter(SUPPORTED::equalsIgnoreCase)
                .isPresent();
    }

    /** Whether input was offered. */
    boolean sendsInput() {
        return read(ParameterName.WFD_UIBC_CAPABILITY, UibcCapability::parse)
                .filter(offer -> !offer.isNone())
                .isPresent();
    }

    private <T> Optional<T> read(String name, Reader<T> reader) {
        Optional<String> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(value.get()));
        } catch (ParameterException e) {
            // Odd on purpose: what cannot be read restricts nothing.
            return Optional.empty();
        }
    }
}
