// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import miracast.api.VideoFormat;
import miracast.wire.rtsp.Announcement;
import miracast.wire.rtsp.DisplayTiming;
import miracast.wire.rtsp.H264Codec;
import miracast.wire.rtsp.MicrosoftVideoFormats;
import miracast.wire.rtsp.ModeTable;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.PreferredDisplayMode;
import miracast.wire.rtsp.TableMode;
import miracast.wire.rtsp.VideoFormats;

/** What the offer of a sink came to. The session goes on only with {@link Agreed}. */
public sealed interface ModeChoice {
    /**
     * Why other modes were left out, one sentence for each that would have been better; for the other outcomes, why there is
     * none, what comes nearest first.
     */
    List<String> reasons();

    /** The first of the {@link #reasons} and how many others there are, as a sentence; empty if there is none. */
    default String summary() {
        int others = reasons().size() - 1;
        return reasons().stream().findFirst().orElse("")
                + (others < 1 ? "" : " (and " + others + (others == 1 ? " other reason)" : " other reasons)"));
    }

    /**
     * There is a mode.
     *
     * @param format what the encoder is opened with
     * @param announced the mode of M4: the format's own, or one of its size with a higher rate if no table has it
     * @param codec the entry of M4: one profile, one level, and no mode yet
     * @param modesReduced whether modes were left out because the link does not carry them
     * @param merit why it is this mode, as a sentence
     * @param reasons as {@link ModeChoice#reasons}
     */
    record Agreed(
            VideoFormat format,
            Announcement announced,
            H264Codec codec,
            boolean modesReduced,
            String merit,
            List<String> reasons)
            implements ModeChoice {
        /** The list is copied. */
        public Agreed {
            reasons = List.copyOf(reasons);
        }

        /**
         * The same, chosen for another reason.
         *
         * @param why instead of {@link #merit}
         */
        public Agreed because(String why) {
            return new Agreed(format, announced, codec, modesReduced, why, reasons);
        }

        /** The choice in words: what was chosen and why, then {@link #reasons}. */
        public List<String> explanation() {
            List<String> sentences = new ArrayList<>();
            sentences.add(format.mode() + " was chosen: " + merit);
            if (!announced.mode().equals(format.mode())) {
                sentences.add("the sink is told " + announced.mode() + ", since no table has " + format.mode());
            }
            sentences.addAll(reasons);
            return sentences;
        }

        /**
         * What M4 has of the picture, by name: {@code wfd_video_formats} or one of its kin with one mode, one profile, one level; for
         * some modes beside it, and for timings instead of it, a parameter of their own.
         */
        public Map<String, Object> m4() {
            if (announced instanceof DisplayTiming timing) {
                return Map.of(ParameterName.WFD_PREFERRED_DISPLAY_MODE, PreferredDisplayMode.of(timing, codec));
            }
            TableMode place = (TableMode) announced;
            Map<String, Object> parameters = new LinkedHashMap<>();
            parameters.put(codec.dialect().parameter(), VideoFormats.chosen(codec.withMode(place)));
            if (place.table() == ModeTable.MICROSOFT) {
                parameters.put(ParameterName.MICROSOFT_VIDEO_FORMATS, MicrosoftVideoFormats.of(place));
            }
            return parameters;
        }
    }

    /** The link carries no more than 1024 x 768, though sink and cast would have more. */
    record InsufficientBandwidth(List<String> reasons) implements ModeChoice {
        /** The list is copied. */
        public InsufficientBandwidth {
            reasons = List.copyOf(reasons);
        }
    }

    /** Sink, encoders and cast share no mode. */
    record NoCommonMode(List<String> reasons) implements ModeChoice {
        /** The list is copied. */
        public NoCommonMode {
            reasons = List.copyOf(reasons);
        }
    }
}
