// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.wire.rtsp.H264Codec;
import miracast.wire.rtsp.ModeTable;
import miracast.wire.rtsp.SinkCapabilities;
import miracast.wire.rtsp.TableMode;
import miracast.wire.rtsp.VideoFormats;

/** What a sink's offer really holds: its masks, the modes that they imply, its native mode, and what every sink has. */
final class SinkModes {
    /**
     * An entry of the offer.
     *
     * @param modes all that it stands for, CEA first
     */
    record Entry(H264Codec codec, Set<TableMode> modes) {}

    private final Optional<TableMode> nativeMode;
    private final boolean listsBaseline;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<TableMode> modes = new LinkedHashSet<>();

    SinkModes(VideoFormats offer) {
        // 00 would be 640x480p60, but is what sinks send that have no opinion.
        nativeMode = offer.nativeOctet() == 0 ? Optional.empty() : offer.nativeMode();
        listsBaseline =
                offer.codecs().stream().anyMatch(codec -> codec.profiles().contains(H264Profile.CONSTRAINED_BASELINE));
        for (H264Codec codec : offer.codecs()) {
            List<TableMode> named = new ArrayList<>(codec.modes());
            nativeMode.ifPresent(named::add);
            named.add(TableMode.MANDATORY);
            entries.add(new Entry(codec, withLowerRates(named)));
        }
        for (H264Codec codec : SinkCapabilities.MANDATORY_FORMATS.codecs()) {
            entries.add(new Entry(codec, Set.copyOf(codec.modes())));
        }
        entries.forEach(entry -> modes.addAll(entry.modes));
    }

    private static Set<TableMode> withLowerRates(List<TableMode> named) {
        Set<TableMode> all = new LinkedHashSet<>();
        for (ModeTable table : ModeTable.values()) {
            for (TableMode mode : table.modes(table.knownMask())) {
                if (named.stream().anyMatch(each -> each.equals(mode) || implies(each.mode(), mode.mode()))) {
                    all.add(mode);
                }
            }
        }
        return all;
    }

    /** Supporting a size at one rate implies the lower ones. */
    private static boolean implies(VideoMode higher, VideoMode lower) {
        return !higher.interlaced()
                && !lower.interlaced()
                && higher.width() == lower.width()
                && higher.height() == lower.height()
                && higher.rate() > lower.rate();
    }

    boolean isNative(TableMode mode) {
        return nativeMode.isPresent() && nativeMode.get().equals(mode);
    }

    /** Whether an entry of the offer names Constrained Baseline, which every sink has. */
    boolean listsBaseline() {
        return listsBaseline;
    }

    /** The entries of the offer, and behind them what is mandatory. */
    List<Entry> entries() {
        return entries;
    }

    /** All modes of all entries. */
    Set<TableMode> modes() {
        return modes;
    }

    /** The sink's mode under which pictures of this size come at a rate that no table has; the nearest above. */
    Optional<TableMode> carrier(VideoMode wanted) {
        return modes.stream()
                .filter(mode -> implies(mode.mode(), wanted))
                .min(Comparator.comparingInt(mode -> mode.mode().rate()));
    }
}
