// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.TableMode;

/**
 * A mode that the sink would take.
 *
 * @param mode what is coded
 * @param announced what M4 says
 */
record Candidate(VideoMode mode, TableMode announced) {

    /** All of a sink's modes that the cast allows, best first. */
    static List<Candidate> ranked(SinkModes sink, SourceCapabilities source) {
        List<Candidate> candidates = new ArrayList<>();
        sink.modes().forEach(mode -> candidates.add(new Candidate(mode.mode(), mode)));
        Set<VideoMode> wanted = new LinkedHashSet<>(source.modes());
        wanted.add(source.preferredMode());
        for (VideoMode mode : wanted) {
            if (TableMode.of(mode).isEmpty()) {
                sink.carrier(mode).ifPresent(carrier -> candidates.add(new Candidate(mode, carrier)));
            }
        }
        candidates.removeIf(candidate -> !allowed(candidate.mode, source));
        candidates.sort(ranking(sink, source));
        return candidates;
    }

    /** Interlaced modes only if the cast names them: no encoder of ours codes fields, and a progressive mode is always there. */
    private static boolean allowed(VideoMode mode, SourceCapabilities source) {
        return source.modes().isEmpty() ? !mode.interlaced() : source.modes().contains(mode);
    }

    private static Comparator<Candidate> ranking(SinkModes sink, SourceCapabilities source) {
        long preferred = source.preferredMode().pixelRate();
        Comparator<Candidate> byOrder = Comparator.comparing((Candidate each) -> each.mode.interlaced())
                .thenComparingInt(each -> source.modes().indexOf(each.mode));
        Comparator<Candidate> byPreference = Comparator.comparing((Candidate each) -> each.pixelRate() > preferred)
                .thenComparing(each -> each.pixelRate() > preferred ? each.pixelRate() : 0)
                .thenComparing(each ->
                        !sink.isNative(each.announced) || !each.announced.mode().equals(each.mode))
                .thenComparing(Candidate::pixelRate, Comparator.reverseOrder())
                .thenComparing(each -> each.announced.table());
        return source.modes().isEmpty() ? byPreference : byOrder.thenComparing(byPreference);
    }

    long pixelRate() {
        return mode.pixelRate();
    }

    /** Whether the picture has more pixels than 1024 x 768. */
    boolean isLarge() {
        return mode.width() * mode.height() > 1024 * 768;
    }
}
