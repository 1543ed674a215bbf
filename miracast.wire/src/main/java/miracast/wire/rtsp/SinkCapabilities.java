// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import miracast.api.AudioCoding;
import miracast.api.H264Level;
import miracast.api.H264Profile;

/**
 * A sink's reply to M3 as a whole: each parameter's value, or what its absence stands for. A value that cannot be read counts as
 * absent, and {@link #notes} tells. Immutable.
 */
public final class SinkCapabilities {
    /** What every sink can show: 640x480p60, Constrained Baseline, level 3.1. */
    public static final VideoFormats MANDATORY_FORMATS = VideoFormats.chosen(
            H264Codec.of(TableMode.MANDATORY, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1));

    private static final String MICROSOFT = "microsoft_";
    private static final int MAX_NAME = 32;

    /** Reads one value. */
    private interface Reader<T> {
        T read(String value) throws ParameterException;
    }

    private final List<String> notes = new ArrayList<>();
    private final Parameters parameters;
    private final Map<VideoDialect, VideoFormats> videoFormats = new EnumMap<>(VideoDialect.class);
    private final MicrosoftVideoFormats microsoftVideoFormats;
    private final MicrosoftCursor cursor;
    private final AudioCodecs audioCodecs;
    private final AudioCodecs release2AudioCodecs;
    private final Optional<ClientRtpPorts> clientRtpPorts;
    private final ContentProtection contentProtection;
    private final DisplayEdid displayEdid;
    private final Optional<ConnectorType> connectorType;
    private final UibcCapability uibcCapability;
    private final long maxBitRate;

    private SinkCapabilities(Parameters reply) {
        parameters = reply;
        notes.addAll(reply.faults());
        for (VideoDialect dialect : VideoDialect.values()) {
            read(dialect.parameter(), value -> VideoFormats.parse(dialect, value))
                    .ifPresent(formats -> videoFormats.put(dialect, formats));
        }
        microsoftVideoFormats = read(ParameterName.MICROSOFT_VIDEO_FORMATS, MicrosoftVideoFormats::parse)
                .orElse(MicrosoftVideoFormats.NONE);
        cursor = read(ParameterName.MICROSOFT_CURSOR, MicrosoftCursor::parse).orElse(MicrosoftCursor.NONE);
        audioCodecs = audioCodecs(ParameterName.WFD_AUDIO_CODECS);
        release2AudioCodecs = audioCodecs(ParameterName.WFD2_AUDIO_CODECS);
        clientRtpPorts = read(ParameterName.WFD_CLIENT_RTP_PORTS, ClientRtpPorts::parse);
        contentProtection = read(ParameterName.WFD_CONTENT_PROTECTION, ContentProtection::parse)
                .orElse(ContentProtection.NONE);
        displayEdid = read(ParameterName.WFD_DISPLAY_EDID, DisplayEdid::parse).orElse(DisplayEdid.NONE);
        connectorType = read(ParameterName.WFD_CONNECTOR_TYPE, ConnectorType::parse);
        uibcCapability =
                read(ParameterName.WFD_UIBC_CAPABILITY, UibcCapability::parse).orElse(UibcCapability.NONE);
        maxBitRate = read(ParameterName.MICROSOFT_MAX_BITRATE, SinkCapabilities::bitRate)
                .orElse(0L);
    }

    /** Reads a reply. */
    public static SinkCapabilities of(Parameters reply) {
        return new SinkCapabilities(reply);
    }

    private AudioCodecs audioCodecs(String name) {
        return read(name, value -> AudioCodecs.parseAs(name, value)).orElse(AudioCodecs.NONE);
    }

    private <T> Optional<T> read(String name, Reader<T> reader) {
        Optional<String> value = parameters.value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(value.get()));
        } catch (ParameterException e) {
            notes.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static long bitRate(String value) throws ParameterException {
        Fields fields = new Fields(ParameterName.MICROSOFT_MAX_BITRATE, value);
        return Fields.isNone(value) ? 0 : fields.decimal("bit rate", fields.next("bit rate"), 1, 999_999_999);
    }

    /**
     * Values that could not be read, each with the reason, and lines that are no parameters. Each sentence is fit for a log.
     */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** What the sink shows; the mandatory mode if it did not say, {@link VideoFormats#NONE} only if it said so. */
    public VideoFormats videoFormats() {
        return videoFormats.getOrDefault(VideoDialect.RELEASE_1, MANDATORY_FORMATS);
    }

    /** What the sink told in a dialect; {@code none} if nothing, also for what {@link #videoFormats()} has a default for. */
    public VideoFormats videoFormats(VideoDialect dialect) {
        return videoFormats.getOrDefault(dialect, VideoFormats.none(dialect));
    }

    /** Modes that the sink shows beside those of {@link #videoFormats()}. */
    public MicrosoftVideoFormats microsoftVideoFormats() {
        return microsoftVideoFormats;
    }

    /** Whether and where the sink paints the pointer ({@code microsoft_cursor}); {@link MicrosoftCursor#NONE} if it does not. */
    public MicrosoftCursor cursor() {
        return cursor;
    }

    /** What the sink plays, as told in {@code wfd_audio_codecs}. */
    public AudioCodecs audioCodecs() {
        return audioCodecs;
    }

    /** What the sink plays, as told in {@code wfd2_audio_codecs}; {@link AudioCodecs#NONE} if it was not asked for that. */
    public AudioCodecs release2AudioCodecs() {
        return release2AudioCodecs;
    }

    /** Whether the sink plays what a source makes, wherever it has told so. */
    public boolean takes(AudioCoding coding) {
        return audioCodecs.takes(coding) || release2AudioCodecs.takes(coding);
    }

    /**
     * By which parameter M4 names a sound: that of the picture's release, if the sink told the sound there, else the one in which it
     * did. Sinks exist that tell pictures in Release 2 and sound in Release 1 alone.
     *
     * @param release2 whether the picture is named in Release 2
     */
    public String audioParameter(AudioCoding coding, boolean release2) {
        boolean told = release2AudioCodecs.takes(coding);
        return told && (release2 || !audioCodecs.takes(coding))
                ? ParameterName.WFD2_AUDIO_CODECS
                : ParameterName.WFD_AUDIO_CODECS;
    }

    /** Where the sink receives; empty if it did not say, which normally ends the session. */
    public Optional<ClientRtpPorts> clientRtpPorts() {
        return clientRtpPorts;
    }

    /** Whether and where the sink speaks HDCP ({@code wfd_content_protection}); {@link ContentProtection#NONE} if it does not. */
    public ContentProtection contentProtection() {
        return contentProtection;
    }

    /** The monitor's description; {@link DisplayEdid#NONE} if there is none. */
    public DisplayEdid displayEdid() {
        return displayEdid;
    }

    /** How the monitor is connected; empty if the sink did not say. */
    public Optional<ConnectorType> connectorType() {
        return connectorType;
    }

    /** What input the sink can send ({@code wfd_uibc_capability}); {@link UibcCapability#NONE} if none. */
    public UibcCapability uibcCapability() {
        return uibcCapability;
    }

    /** Highest bit rate in bit/s that a Windows sink takes; 0 if it set none. */
    public long maxBitRate() {
        return maxBitRate;
    }

    /** Whether {@code wfd_standby} may be sent. */
    public boolean standbyResume() {
        return supports(ParameterName.WFD_STANDBY_RESUME_CAPABILITY);
    }

    /** Whether the sink sends RTCP receiver reports, so that the reply to SETUP has two ports of ours. */
    public boolean rtcp() {
        return supports(ParameterName.MICROSOFT_RTCP_CAPABILITY);
    }

    /** Whether the mode may change by an IDR picture with a new parameter set, without M4. */
    public boolean formatChangeInBand() {
        return supports(ParameterName.MICROSOFT_FORMAT_CHANGE_CAPABILITY);
    }

    /** Whether the sink may be told how much it may buffer. */
    public boolean latencyManagement() {
        return supports(ParameterName.MICROSOFT_LATENCY_MANAGEMENT_CAPABILITY);
    }

    /** What the sink calls itself, or the make and model that it tells; empty if it told neither. Printable, and cut. */
    public Optional<String> name() {
        Optional<String> friendly = text(ParameterName.INTEL_FRIENDLY_NAME);
        return friendly.isPresent()
                ? friendly
                : Stream.of(ParameterName.INTEL_SINK_MANUFACTURER_NAME, ParameterName.INTEL_SINK_MODEL_NAME)
                        .flatMap(each -> text(each).stream())
                        .reduce((make, model) -> make + " " + model);
    }

    private Optional<String> text(String parameter) {
        return parameters
                .value(parameter)
                .filter(value -> !Fields.isNone(value))
                .map(value -> value.replaceAll("[^ -~]", "?"))
                .map(value -> value.length() > MAX_NAME ? value.substring(0, MAX_NAME) : value);
    }

    /** Whether a parameter's value is {@code supported}. */
    public boolean supports(String parameter) {
        return parameters
                .value(parameter)
                .filter(Support.SUPPORTED.toString()::equalsIgnoreCase)
                .isPresent();
    }

    /** Whether the sink knows a Microsoft extension: then the RTP marker ends each video frame. */
    public boolean microsoftExtensions() {
        return parameters.entries().stream()
                .anyMatch(entry -> Fields.lower(entry.name()).startsWith(MICROSOFT)
                        && !entry.value().isEmpty()
                        && !Fields.lower(entry.value()).startsWith(Fields.NONE));
    }

    /** The reply as it came. */
    public Parameters parameters() {
        return parameters;
    }
}
