// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_VAAPI;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.frames.PixelFormat;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/**
 * The H.264 encoders that FFmpeg can be built with, and how each is set for casting: no delay, constant bit rate, no B frames,
 * CAVLC, IDR pictures where they are asked for. Options an encoder of another version does not know are ignored by FFmpeg.
 */
enum FfmpegCodec {
    /** Cisco's software encoder, inside FFmpeg's library. Its High profile has CABAC, so that is left out. */
    OPENH264(
            "openh264",
            "libopenh264",
            EnumSet.allOf(Os.class),
            PixelFormat.I420,
            Map.of(H264Profile.CONSTRAINED_BASELINE, "constrained_baseline"),
            List.of(Map.of("rc_mode", "bitrate", "allow_skip_frames", "0"))),

    /** NVIDIA. */
    NVENC(
            "nvenc",
            "h264_nvenc",
            EnumSet.of(Os.LINUX, Os.WINDOWS),
            PixelFormat.NV12,
            Map.of(H264Profile.CONSTRAINED_BASELINE, "baseline", H264Profile.CONSTRAINED_HIGH, "high"),
            List.of(Map.of(
                    "preset",
                    "p2",
                    "tune",
                    "ull",
                    "rc",
                    "cbr",
                    "zerolatency",
                    "1",
                    "delay",
                    "0",
                    "forced-idr",
                    "1",
                    "coder",
                    "cavlc",
                    "b_ref_mode",
                    "disabled",
                    "rc-lookahead",
                    "0",
                    "no-scenecut",
                    "1"))),

    /** Intel, through the Media SDK or oneVPL. */
    QSV(
            "qsv",
            "h264_qsv",
            EnumSet.of(Os.LINUX, Os.WINDOWS),
            PixelFormat.NV12,
            Map.of(H264Profile.CONSTRAINED_BASELINE, "baseline", H264Profile.CONSTRAINED_HIGH, "high"),
            List.of(Map.of(
                    "preset",
                    "veryfast",
                    "forced_idr",
                    "1",
                    "async_depth",
                    "1",
                    "look_ahead",
                    "0",
                    "cavlc",
                    "1",
                    "recovery_point_sei",
                    "0",
                    "pic_timing_sei",
                    "0",
                    "max_dec_frame_buffering",
                    "1",
                    "scenario",
                    "displayremoting"))),

    /** Intel and AMD on Linux. Newer Intel chips have their low-power encoder only, so that is tried too. */
    VAAPI(
            "vaapi",
            "h264_vaapi",
            EnumSet.of(Os.LINUX),
            PixelFormat.NV12,
            Map.of(H264Profile.CONSTRAINED_BASELINE, "constrained_baseline", H264Profile.CONSTRAINED_HIGH, "high"),
            List.of(
                    Map.of("rc_mode", "CBR", "async_depth", "1", "coder", "cavlc", "sei", "0"),
                    Map.of("rc_mode", "CBR", "async_depth", "1", "coder", "cavlc", "sei", "0", "low_power", "1"))),

    /** Whatever Windows has a driver for. It codes High with CABAC and cannot be told otherwise. */
    MEDIA_FOUNDATION(
            "mediafoundation",
            "h264_mf",
            EnumSet.of(Os.WINDOWS),
            PixelFormat.NV12,
            Map.of(H264Profile.CONSTRAINED_BASELINE, ""),
            List.of(Map.of("hw_encoding", "1", "rate_control", "cbr", "scenario", "display_remoting"))),

    /** Apple. */
    VIDEO_TOOLBOX(
            "videotoolbox",
            "h264_videotoolbox",
            EnumSet.of(Os.MAC),
            PixelFormat.NV12,
            Map.of(H264Profile.CONSTRAINED_BASELINE, "constrained_baseline", H264Profile.CONSTRAINED_HIGH, "high"),
            List.of(
                    Map.of("realtime", "1", "prio_speed", "1", "coder", "vlc", "constant_bit_rate", "1", "a53cc", "0"),
                    Map.of("realtime", "1", "prio_speed", "1", "coder", "vlc", "a53cc", "0"))),

    /** Encoders of boards such as the Raspberry Pi, through Video4Linux. */
    V4L2(
            "v4l2",
            "h264_v4l2m2m",
            EnumSet.of(Os.LINUX),
            PixelFormat.I420,
            Map.of(H264Profile.CONSTRAINED_BASELINE, ""),
            List.of(Map.of()));

    /** The systems that lib.ffmpeg has natives for. */
    enum Os {
        LINUX,
        WINDOWS,
        MAC;

        static Optional<Os> current() {
            String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(os -> name.startsWith(os.name().toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    private final String encoderName;
    private final String codecName;
    private final Set<Os> systems;
    private final PixelFormat pixels;
    private final Map<H264Profile, String> profiles;
    private final List<Map<String, String>> variants;

    FfmpegCodec(
            String encoderName,
            String codecName,
            Set<Os> systems,
            PixelFormat pixels,
            Map<H264Profile, String> profiles,
            List<Map<String, String>> variants) {
        this.encoderName = encoderName;
        this.codecName = codecName;
        this.systems = systems;
        this.pixels = pixels;
        this.profiles = profiles;
        this.variants = variants;
    }

    /** By the name that users know. */
    static Optional<FfmpegCodec> named(String encoderName) {
        return Arrays.stream(values())
                .filter(codec -> codec.encoderName.equals(encoderName))
                .findFirst();
    }

    /** How users call the encoder. */
    String encoderName() {
        return encoderName;
    }

    /** How FFmpeg calls it. */
    String codecName() {
        return codecName;
    }

    /** Where it can be at all. */
    Set<Os> systems() {
        return systems;
    }

    /** What the machine must have for it, as an operator would look for it. */
    String needs() {
        switch (this) {
            case NVENC:
                return "needs an NVIDIA GPU with NVIDIA's driver";
            case QSV:
                return "needs an Intel GPU with Intel's media driver";
            case VAAPI:
                return "needs an Intel or AMD GPU with its VA-API driver, and access to /dev/dri";
            case MEDIA_FOUNDATION:
                return "needs Windows' Media Foundation and a GPU's driver for it";
            case VIDEO_TOOLBOX:
                return "needs macOS";
            case V4L2:
                return "needs a board whose encoder is a Video4Linux device";
            default:
                return "should work everywhere";
        }
    }

    /** What its frames are made of. */
    PixelFormat pixels() {
        return pixels;
    }

    /** The encoder's own name of a profile; empty if it goes by AVCodecContext alone. */
    String profileOption(H264Profile profile) {
        return profiles.get(profile);
    }

    /**
     * Quantisers between which the rate control chooses, where its own bounds are of no use: OpenH264 goes no higher than 42 unless
     * both are given, and then busy pictures take several times their bit rate.
     */
    void boundQuantisers(AVCodecContext context) {
        if (this == OPENH264) {
            context.qmin(12);
            context.qmax(51);
        }
    }

    /** Sets of options to try, best first. */
    List<Map<String, String>> variants() {
        return variants;
    }

    /** Whether something other than the CPU encodes. */
    boolean hardware() {
        return this != OPENH264;
    }

    /** Kind of device that frames are uploaded to first, AV_HWDEVICE_TYPE_NONE if the encoder does that itself. */
    int deviceType() {
        return this == VAAPI ? AV_HWDEVICE_TYPE_VAAPI : AV_HWDEVICE_TYPE_NONE;
    }

    /** Whether it is done with a frame's memory when it has taken it, so that nobody need copy that before. */
    boolean readsAtOnce() {
        return this == OPENH264;
    }

    /** Whether FFmpeg hands a new bit rate on to the running encoder (nvenc.c: reconfig_encoder; qsvenc.c: update_bitrate). */
    boolean changesRateInPlace() {
        return this == NVENC || this == QSV;
    }

    EncoderCapabilities capabilities() {
        EnumSet<H264Profile> all = EnumSet.copyOf(profiles.keySet());
        return EncoderCapabilities.builder()
                .profiles(
                        all.size() == 1
                                ? Map.of(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_5_2)
                                : Map.of(
                                        H264Profile.CONSTRAINED_BASELINE,
                                        H264Level.LEVEL_5_2,
                                        H264Profile.CONSTRAINED_HIGH,
                                        H264Level.LEVEL_5_2))
                .maxSize(4096, 2304)
                .slices(this == OPENH264)
                .pixelFormats(Set.of(pixels))
                .build();
    }
}
