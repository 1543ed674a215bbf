// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.VideoFormat;

/** What a driver asks of the display ({@code MiracastIoControl}). */
public sealed interface DisplayRequest {

    /** The next frame is to be an IDR picture with parameter sets. */
    record RequestIdr() implements DisplayRequest {}

    /**
     * The encoder is to change its bit rate from the next frame on.
     *
     * @param bitRate bit/s
     */
    record SetBitRate(long bitRate) implements DisplayRequest {}

    /**
     * Fewer frames are to come: only one of so many that the mode has; after each {@link SetFormat} it is every one. The encoder
     * keeps its settings: its bit rate is still spread over all frames of the mode, and so those that are made get their share of
     * it and no more.
     *
     * @param oneOf 1 for every frame, 2 for every second one, and so on, up to 60
     * @param reason why, for the operator, as a sentence; empty if the driver does not tell
     */
    record SetFrameShare(int oneOf, String reason) implements DisplayRequest {
        public SetFrameShare {
            Objects.requireNonNull(reason, "reason");
            if (oneOf < 1 || oneOf > 60) {
                throw new IllegalArgumentException("oneOf " + oneOf + " is not in 1 to 60");
            }
        }

        /** A share that nobody explains. */
        public SetFrameShare(int oneOf) {
            this(oneOf, "");
        }
    }

    /**
     * Frames are to come in this format; the first one after it is an IDR picture. The host gets its encoder ready at once, but
     * frames flow only while {@link SetActive} says so.
     *
     * @param format what the sink has agreed to
     * @param reasons why it is this one and no better one, for the operator: a sentence each, the choice itself first; empty if
     *     the driver does not tell
     * @param maxBitRate the most that the sink takes, in bit/s, whatever the cast's limits are; 0 if it takes all of its level
     */
    record SetFormat(VideoFormat format, List<String> reasons, long maxBitRate) implements DisplayRequest {
        public SetFormat {
            reasons = List.copyOf(reasons);
            if (maxBitRate < 0) {
                throw new IllegalArgumentException("maxBitRate " + maxBitRate + " bit/s is less than 0");
            }
        }

        /** A format of a sink that takes all of its level. */
        public SetFormat(VideoFormat format, List<String> reasons) {
            this(format, reasons, 0);
        }

        /** A format that nobody explains. */
        public SetFormat(VideoFormat format) {
            this(format, List.of());
        }
    }

    /**
     * The format stays, but for other reasons than it was set for: another monitor or other modes of the cast left it the best.
     *
     * @param reasons as those of {@link SetFormat}
     */
    record ExplainFormat(List<String> reasons) implements DisplayRequest {
        /** The list is copied. */
        public ExplainFormat {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * What sound the sink agreed to; empty for none, which it is unless said. Units of it are to be had by
     * {@link MiracastCallbacks#nextAudio} while {@link SetActive} says that frames flow.
     */
    record SetAudio(Optional<AudioCoding> coding) implements DisplayRequest {}

    /**
     * Whether frames flow: true when the sink plays, false while it pauses. The first frame after it is an IDR picture and comes
     * at once, not at the next tick of an old clock.
     */
    record SetActive(boolean active) implements DisplayRequest {}

    /**
     * A monitor is connected.
     *
     * @param name its name, or the sink's
     * @param edid its EDID, whole blocks of 128 octets; empty if the sink gave none. Copied by neither side, not to be changed
     */
    record MonitorArrived(String name, byte[] edid) implements DisplayRequest {}

    /** No monitor is connected any more. */
    record MonitorDeparted() implements DisplayRequest {}
}
