// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.Announcement;
import miracast.wire.rtsp.DisplayTiming;
import miracast.wire.rtsp.TableMode;

/**
 * A mode that the sink would take.
 *
 * @param mode what is coded
 * @param announced what M4 says
 */
record Candidate(VideoMode mode, Announcement announced) {

    /** All of a sink's modes that the cast allows, best first. */
    static List<Candidate> ranked(SinkModes sink, List<VideoMode> monitor, SourceCapabilities source) {
        List<Candidate> candidates = new ArrayList<>();
        sink.modes().forEach(mode -> candidates.add(new Candidate(mode.mode(), mode)));
        Set<VideoMode> wanted = new LinkedHashSet<>(source.modes());
        wanted.add(source.preferredMode());
        for (VideoMode mode : wanted) {
            if (sink.modes().stream().noneMatch(each -> each.mode().equals(mode))) {
                unlisted(mode, sink).ifPresent(candidates::add);
            }
        }
        candidates.removeIf(candidate -> !allowed(candidate.mode, source));
        candidates.sort(ranking(sink, monitor, source));
        return candidates;
    }

    /** A mode that the sink does not list comes under the next higher rate of its size, or by its timing if the sink takes that. */
    private static Optional<Candidate> unlisted(VideoMode mode, SinkModes sink) {
        Optional<TableMode> carrier = TableMode.of(mode).isEmpty() ? sink.carrier(mode) : Optional.empty();
        return carrier.<Announcement>map(place -> place)
                .or(() -> DisplayTiming.reducedBlanking(mode)
                        .filter(timing -> sink.entries().stream().anyMatch(entry -> entry.takes(timing))))
                .map(announced -> new Candidate(mode, announced));
    }

    /** Interlaced modes only if the cast names them, and is to be told why it does not get them. */
    private static boolean allowed(VideoMode mode, SourceCapabilities source) {
        return source.modes().isEmpty() ? !mode.interlaced() : source.modes().contains(mode);
    }

    private static Comparator<Candidate> ranking(SinkModes sink, List<VideoMode> monitor, SourceCapabilities source) {
        long preferred = source.preferredMode().pixelRate();
        Comparator<Candidate> byOrder = Comparator.comparing((Candidate each) -> each.mode.interlaced())
                .thenComparingInt(each -> source.modes().indexOf(each.mode));
        Comparator<Candidate> byPreference = Comparator.comparing((Candidate each) -> each.pixelRate() > preferred)
                .thenComparing(each -> each.pixelRate() > preferred ? each.pixelRate() : 0)
                .thenComparing(each -> !each.fits(monitor))
                .thenComparing(each -> !each.isNative(sink))
                .thenComparing(Candidate::pixelRate, Comparator.reverseOrder())
                .thenComparingInt(Candidate::table);
        return source.modes().isEmpty() ? byPreference : byOrder.thenComparing(byPreference);
    }

    /** Whether the monitor shows the picture pixel by pixel: it has the size that the monitor likes best. */
    private boolean fits(List<VideoMode> monitor) {
        return !monitor.isEmpty()
                && monitor.get(0).width() == mode.width()
                && monitor.get(0).height() == mode.height();
    }

    /** Where the mode is announced: CEA before VESA before HH before Microsoft's, and timings last. */
    private int table() {
        return announced instanceof TableMode place ? place.table().ordinal() : Integer.MAX_VALUE;
    }

    private boolean isNative(SinkModes sink) {
        return sink.isNative(announced) && announced.mode().equals(mode);
    }

    /** Why this is the best of a sink's modes that are possible, as a sentence. */
    String merit(SinkModes sink, List<VideoMode> monitor, SourceCapabilities source) {
        String preferred = source.preferredMode().toString();
        if (!source.modes().isEmpty()) {
            if (source.modes().size() == 1) {
                return "it is the only mode that the cast allows";
            }
            int place = source.modes().indexOf(mode) + 1;
            return "it is number " + place + " of the " + source.modes().size() + " modes that the cast allows";
        }
        if (mode.equals(source.preferredMode())) {
            return "it is the preferred mode";
        }
        if (pixelRate() > source.preferredMode().pixelRate()) {
            return "it exceeds the preferred " + preferred + " by the least, and nothing below it is possible";
        }
        if (fits(monitor)) {
            return "it has the size of the monitor behind the sink and does not exceed the preferred " + preferred;
        }
        return (isNative(sink) ? "it is the sink's native mode" : "it has the most pixels a second")
                + " and does not exceed the preferred " + preferred;
    }

    long pixelRate() {
        return mode.pixelRate();
    }

    /** Whether the picture has more pixels than 1024 x 768. */
    boolean isLarge() {
        return mode.width() * mode.height() > 1024 * 768;
    }
}
