// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Map;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.encoder.EncoderException;

/** One x264_param_t, with what a format and the encoder's settings say. One thread at a time. */
final class X264Parameters implements AutoCloseable {
    private final NativeX264.Layout layout;
    private final VideoFormat format;
    private final X264Settings settings;
    private final Memory memory;

    X264Parameters(NativeX264 library, VideoFormat format, SlicePlan plan, X264Settings settings)
            throws EncoderException {
        this.layout = library.layout();
        this.format = format;
        this.settings = settings;
        memory = new Memory(layout.parametersSize());
        memory.clear();
        if (X264.x264_param_default_preset(address(), settings.preset(), "zerolatency") != 0) {
            throw new EncoderException("x264: x264_param_default_preset refused preset " + settings.preset());
        }
        memory.setInt(layout.width(), format.mode().width());
        memory.setInt(layout.height(), format.mode().height());
        memory.setInt(layout.colourSpace(), layout.i420());
        setAll(stream(format, settings));
        setAll(plan.parameters());
        setRate(format.bitRate());
        String profile = format.profile() == H264Profile.CONSTRAINED_HIGH ? "high" : "baseline";
        if (X264.x264_param_apply_profile(address(), profile) != 0) {
            throw new EncoderException("x264: x264_param_apply_profile refused " + profile);
        }
    }

    private static Map<String, String> stream(VideoFormat format, X264Settings settings) {
        int rate = format.mode().rate();
        return Map.ofEntries(
                Map.entry("log", "-1"),
                Map.entry("fps", String.valueOf(rate)),
                Map.entry("level", format.level().toString()),
                // Length prefixes in place of start codes: those are 4 octets for every NAL unit, start codes are 3 for
                // some.
                Map.entry("annexb", "0"),
                Map.entry("aud", "1"),
                Map.entry("repeat-headers", "1"),
                Map.entry("keyint", String.valueOf((long) settings.keyIntervalSeconds() * rate)),
                Map.entry("min-keyint", "1"),
                // An IDR picture comes when it is asked for. P slices code what changes at a cut just as well.
                Map.entry("scenecut", "0"),
                Map.entry("bframes", "0"),
                Map.entry("ref", "1"),
                Map.entry("weightp", "0"),
                // Both take what is left to code of a still picture for nothing, and what the first pictures left
                // blurred, for want of bits, stays so for ever: a screen of fine detail at 9 dB.
                Map.entry("fast-pskip", "0"),
                Map.entry("dct-decimate", "0"),
                Map.entry("cabac", "0"),
                Map.entry("fullrange", "off"),
                Map.entry("colorprim", "bt709"),
                Map.entry("transfer", "bt709"),
                Map.entry("colormatrix", "bt709"));
    }

    /** Constant bit rate: the rate is also the maximum, in a buffer of a few frame intervals. */
    void setRate(long bitRate) throws EncoderException {
        long kilobits = Math.max(1, bitRate / 1000);
        long buffer = Math.max(
                1, Math.round(kilobits * settings.vbvFrames() / format.mode().rate()));
        set("bitrate", String.valueOf(kilobits));
        set("vbv-maxrate", String.valueOf(kilobits));
        set("vbv-bufsize", String.valueOf(buffer));
    }

    /** nalu_process and opaque are the last two members. */
    void setNaluProcess(long function) {
        memory.setLong(layout.parametersSize() - 16, function);
    }

    private void setAll(Map<String, String> values) throws EncoderException {
        for (Map.Entry<String, String> value : values.entrySet()) {
            set(value.getKey(), value.getValue());
        }
    }

    private void set(String name, String value) throws EncoderException {
        int error = X264.x264_param_parse(address(), name, value);
        if (error != 0) {
            throw new EncoderException("x264: x264_param_parse(" + name + ", " + value + ") gave " + error);
        }
    }

    long address() {
        return Pointer.nativeValue(memory);
    }

    @Override
    public void close() {
        memory.close();
    }
}
