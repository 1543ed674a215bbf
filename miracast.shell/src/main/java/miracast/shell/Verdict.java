// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import miracast.api.cast.CastStatistics;
import miracast.api.sink.SinkStatistics;

/** Whether a display showed what was sent. */
final class Verdict {
    /** Frames that may be on their way, unseen, when a cast ends. */
    static final int TAIL = 5;
    /** How far sound may be from its pictures, in ms: what nobody notices. */
    private static final double MOST_OFFSET_MS = 20;

    private Verdict() {}

    /** What a sink found wrong with the stream, in sentences; empty if nothing. */
    static List<String> faults(SinkStatistics shown) {
        List<String> faults = new ArrayList<>();
        count(faults, shown.lost(), "RTP packets were lost");
        count(faults, shown.malformed(), "packets could not be parsed");
        count(faults, shown.continuityErrors(), "continuity counters were wrong");
        count(faults, shown.sectionErrors(), "sections had a wrong CRC");
        count(faults, shown.ptsErrors(), "time stamps did not rise");
        count(faults, shown.decodeErrors(), "pictures were damaged");
        count(faults, shown.audioErrors(), "packets of sound were wrong");
        if (Math.abs(shown.soundOffsetMedianMs()) > MOST_OFFSET_MS) {
            faults.add(String.format(
                    Locale.ROOT,
                    "Beeps came %.1f ms %s their flashes.",
                    Math.abs(shown.soundOffsetMedianMs()),
                    shown.soundOffsetMedianMs() > 0 ? "after" : "before"));
        }
        count(faults, shown.dropped(), "pictures came faster than the display could decode them");
        count(faults, shown.markersOutOfOrder(), "pictures came out of order");
        faults.addAll(shown.complaints());
        return faults;
    }

    /**
     * What a display did not show of what was sent, in sentences; empty if it showed all.
     *
     * @param pattern whether the frames had numbers in them
     */
    static List<String> faults(CastStatistics sent, SinkStatistics shown, boolean pattern) {
        List<String> faults = faults(shown);
        if (shown.decoded() == 0) {
            faults.add("The display showed no picture at all.");
        }
        long unseen = sent.framesSent() - shown.decoded();
        if (unseen > TAIL) {
            count(faults, unseen, "of " + sent.framesSent() + " frames sent were not shown");
        }
        if (pattern) {
            count(faults, shown.decoded() - shown.markers(), "pictures had no readable frame number");
            // The pattern counts its frames where they are made: one that the host dropped before sending is missing,
            // too.
            count(faults, shown.markersMissing() - sent.framesDropped(), "frame numbers are missing");
        }
        return faults;
    }

    private static void count(List<String> faults, long count, String what) {
        if (count > 0) {
            faults.add(count + " " + what + ".");
        }
    }
}
