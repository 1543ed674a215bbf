// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import miracast.api.VideoMode;
import miracast.wire.rtsp.AudioCodec;
import miracast.wire.rtsp.AudioCodecs;
import miracast.wire.rtsp.ClientRtpPorts;
import miracast.wire.rtsp.FormatChangeTiming;
import miracast.wire.rtsp.H264Codec;
import miracast.wire.rtsp.MicrosoftVideoFormats;
import miracast.wire.rtsp.ParameterErrors;
import miracast.wire.rtsp.ParameterException;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.PreferredDisplayMode;
import miracast.wire.rtsp.PresentationUrl;
import miracast.wire.rtsp.RtspStatus;
import miracast.wire.rtsp.TableMode;
import miracast.wire.rtsp.VideoDialect;
import miracast.wire.rtsp.VideoFormats;

/**
 * Reads M4 as strictly as the strictest television: exactly one mode, profile, level and audio mode, all of them offered, and the
 * ports unchanged. One M4 each.
 */
final class FormatChoice {
    private static final List<String> PICTURES = List.of(
            ParameterName.WFD_VIDEO_FORMATS,
            ParameterName.WFD2_VIDEO_FORMATS,
            ParameterName.WFDX_VIDEO_FORMATS,
            ParameterName.WFD_PREFERRED_DISPLAY_MODE);
    private static final List<String> OTHERS = List.of(
            ParameterName.WFD_AUDIO_CODECS,
            ParameterName.WFD2_AUDIO_CODECS,
            ParameterName.WFD_CLIENT_RTP_PORTS,
            ParameterName.WFD_PRESENTATION_URL,
            ParameterName.WFD_AV_FORMAT_CHANGE_TIMING);

    private final Parameters m4;
    private final SinkParameters offered;
    private final List<ParameterException> failures = new ArrayList<>();
    private Optional<AgreedFormat> format = Optional.empty();
    private boolean sound;
    private Optional<FormatChangeTiming> from = Optional.empty();
    private Optional<String> url = Optional.empty();

    /** Reads one value. */
    private interface Reader {
        void read(String value) throws ParameterException;
    }

    FormatChoice(Parameters m4, SinkParameters offered) {
        this.m4 = m4;
        this.offered = offered;
        for (VideoDialect dialect : VideoDialect.values()) {
            read(dialect.parameter(), value -> video(dialect, value));
        }
        read(ParameterName.WFD_PREFERRED_DISPLAY_MODE, this::timing);
        read(ParameterName.WFD_AUDIO_CODECS, value -> audio(ParameterName.WFD_AUDIO_CODECS, value));
        read(ParameterName.WFD2_AUDIO_CODECS, value -> audio(ParameterName.WFD2_AUDIO_CODECS, value));
        read(ParameterName.WFD_CLIENT_RTP_PORTS, this::ports);
        read(ParameterName.WFD_PRESENTATION_URL, this::presentation);
        read(ParameterName.WFD_AV_FORMAT_CHANGE_TIMING, value -> from = Optional.of(FormatChangeTiming.parse(value)));
    }

    /** Whether a body of SET_PARAMETER is an M4. */
    static boolean isIn(Parameters body) {
        return Stream.concat(PICTURES.stream(), OTHERS.stream()).anyMatch(body::contains);
    }

    /** Refuses an M4 that leaves out what the first one of a session must have. */
    FormatChoice complete() {
        if (PICTURES.stream().noneMatch(name -> m4.value(name).isPresent())) {
            missing(ParameterName.WFD_VIDEO_FORMATS);
        }
        for (String name : List.of(ParameterName.WFD_CLIENT_RTP_PORTS, ParameterName.WFD_PRESENTATION_URL)) {
            if (m4.value(name).isEmpty()) {
                missing(name);
            }
        }
        return this;
    }

    private void missing(String name) {
        failures.add(new ParameterException(RtspStatus.PARAMETER_NOT_UNDERSTOOD, name, "", "M4 does not have it"));
    }

    /** What cannot be used; empty if all can. */
    List<ParameterException> failures() {
        return failures;
    }

    /** The body of the reply 303. */
    Parameters errors() {
        return ParameterErrors.of(failures).body();
    }

    /** The pictures to come; empty if nothing was said about them. */
    Optional<AgreedFormat> format() {
        return format;
    }

    /** When those pictures begin; empty if at once. */
    Optional<FormatChangeTiming> timing() {
        return from;
    }

    /** The URL to set up; empty if none was told. */
    Optional<String> url() {
        return url;
    }

    private void read(String name, Reader reader) {
        if (!m4.contains(name)) {
            return;
        }
        try {
            reader.read(m4.value(name).orElse(""));
        } catch (ParameterException e) {
            failures.add(e);
        }
    }

    private void video(VideoDialect dialect, String value) throws ParameterException {
        MicrosoftVideoFormats others = MicrosoftVideoFormats.NONE;
        if (dialect == VideoDialect.RELEASE_1
                && m4.value(ParameterName.MICROSOFT_VIDEO_FORMATS).isPresent()) {
            others = MicrosoftVideoFormats.parse(
                    m4.value(ParameterName.MICROSOFT_VIDEO_FORMATS).get());
        }
        VideoFormats.Choice choice = VideoFormats.parse(dialect, value).choice(others);
        Optional<VideoFormats> offer = offered.videoFormats(dialect);
        // Odd on purpose: only what is said there, and cannot be read, restricts nothing.
        boolean free = offer.isEmpty() && dialect == VideoDialect.RELEASE_1;
        if (!free && offer.stream().noneMatch(formats -> covers(formats, choice))) {
            throw notOffered(dialect.parameter(), value, choice);
        }
        take(dialect.parameter(), value, choice);
    }

    private void timing(String value) throws ParameterException {
        VideoFormats.Choice choice = PreferredDisplayMode.parse(value).choice();
        if (offered.videoFormats(VideoDialect.RELEASE_1).stream().noneMatch(formats -> covers(formats, choice))) {
            throw notOffered(ParameterName.WFD_PREFERRED_DISPLAY_MODE, value, choice);
        }
        take(ParameterName.WFD_PREFERRED_DISPLAY_MODE, value, choice);
    }

    private static ParameterException notOffered(String name, String value, VideoFormats.Choice choice) {
        return new ParameterException(
                RtspStatus.UNSUPPORTED_MEDIA_TYPE,
                name,
                value,
                choice.mode().mode() + " in " + choice.profile() + ", level " + choice.level() + ", was not offered");
    }

    private void take(String name, String value, VideoFormats.Choice choice) throws ParameterException {
        if (format.isPresent()) {
            refuse(RtspStatus.UNSUPPORTED_MEDIA_TYPE, name, value, "M4 names a mode in another parameter, too");
        }
        format = Optional.of(
                new AgreedFormat(choice.mode().mode(), choice.profile(), choice.level(), choice.maxSlices()));
    }

    private boolean covers(VideoFormats offer, VideoFormats.Choice choice) {
        return offer.codecs().stream()
                .anyMatch(codec -> (choice.mode() instanceof TableMode place
                                ? hasMode(codec, place)
                                : offer.preferredDisplayMode()
                                        && hasRoom(codec, choice.mode().mode()))
                        && covers(codec, choice));
    }

    /** An offered entry stands for lower rates of the same size, and for the mandatory mode. */
    private boolean hasMode(H264Codec offer, TableMode place) {
        VideoMode mode = place.mode();
        return place.equals(TableMode.MANDATORY)
                || offered.microsoftVideoFormats().modes().contains(place)
                || offer.modes().stream()
                        .map(TableMode::mode)
                        .anyMatch(each -> each.width() == mode.width()
                                && each.height() == mode.height()
                                && each.interlaced() == mode.interlaced()
                                && each.rate() >= mode.rate());
    }

    private static boolean hasRoom(H264Codec offer, VideoMode mode) {
        return (offer.maxHres() == 0 || mode.width() <= offer.maxHres())
                && (offer.maxVres() == 0 || mode.height() <= offer.maxVres());
    }

    /** An offered entry stands for lower levels. */
    private static boolean covers(H264Codec offer, VideoFormats.Choice choice) {
        int slices = offer.minSlice() == 0 ? 1 : offer.maxSlices();
        return offer.profiles().contains(choice.profile())
                && offer.highestLevel()
                        .filter(level -> level.compareTo(choice.level()) >= 0)
                        .isPresent()
                && choice.maxSlices() <= slices
                && (choice.frameRateControl() & ~offer.frameRateControl()) == 0;
    }

    private void audio(String name, String value) throws ParameterException {
        List<AudioCodec> chosen = AudioCodecs.parseAs(name, value).codecs();
        if (chosen.size() != 1 || Long.bitCount(chosen.get(0).modes()) != 1) {
            refuse(RtspStatus.UNSUPPORTED_MEDIA_TYPE, name, value, "not exactly one codec with one mode");
        }
        AudioCodec codec = chosen.get(0);
        Optional<AudioCodecs> offer = offered.audioCodecs(name);
        // Odd on purpose, as with pictures.
        boolean free = offer.isEmpty() && name.equals(ParameterName.WFD_AUDIO_CODECS);
        if (!free && offer.stream().noneMatch(codecs -> codecs.supports(codec.format(), bit(codec)))) {
            refuse(RtspStatus.UNSUPPORTED_MEDIA_TYPE, name, value, codec + " was not offered");
        }
        if (sound) {
            refuse(RtspStatus.UNSUPPORTED_MEDIA_TYPE, name, value, "M4 names a sound in another parameter, too");
        }
        sound = true;
    }

    private static int bit(AudioCodec codec) {
        return Long.numberOfTrailingZeros(codec.modes());
    }

    private void ports(String value) throws ParameterException {
        ClientRtpPorts ports = ClientRtpPorts.parse(value);
        Optional<ClientRtpPorts> ours = offered.clientRtpPorts();
        if (ours.isPresent() && !ours.get().equals(ports)) {
            refuse(
                    RtspStatus.INVALID_RANGE,
                    ParameterName.WFD_CLIENT_RTP_PORTS,
                    value,
                    "not '" + ours.get() + "' as offered");
        }
    }

    private void presentation(String value) throws ParameterException {
        String primary = PresentationUrl.parse(value).primary();
        if (primary.isEmpty()) {
            refuse(
                    RtspStatus.UNSUPPORTED_MEDIA_TYPE,
                    ParameterName.WFD_PRESENTATION_URL,
                    value,
                    "no URL for the primary sink");
        }
        url = Optional.of(primary);
    }

    private static void refuse(int code, String name, String value, String reason) throws ParameterException {
        throw new ParameterException(code, name, value, reason);
    }
}
