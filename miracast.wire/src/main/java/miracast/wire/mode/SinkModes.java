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
import miracast.wire.rtsp.Announcement;
import miracast.wire.rtsp.H264Codec;
import miracast.wire.rtsp.MicrosoftVideoFormats;
import miracast.wire.rtsp.SinkCapabilities;
import miracast.wire.rtsp.TableMode;
import miracast.wire.rtsp.VideoDialect;
import miracast.wire.rtsp.VideoFormats;

/**
 * What a sink's offer really holds: its masks, the modes that they imply, its native mode, and what every sink has. Where the same
 * is offered in several parameters, Release 1 comes first: every sink knows it best.
 */
final class SinkModes {
    /**
     * An entry of the offer.
     *
     * @param modes all that it stands for, CEA first
     * @param anySize whether it takes modes that no table has
     */
    record Entry(H264Codec codec, Set<TableMode> modes, boolean anySize) {

        /** Whether the decoder takes a mode that is announced so. */
        boolean takes(Announcement announced) {
            return announced instanceof TableMode place
                    ? modes.contains(place)
                    : anySize
                            && isWithin(announced.mode().width(), codec.maxHres())
                            && isWithin(announced.mode().height(), codec.maxVres());
        }

        private static boolean isWithin(int pixels, int limit) {
            return limit == 0 || pixels <= limit;
        }
    }

    private Optional<TableMode> nativeMode = Optional.empty();
    private boolean listsBaseline;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<TableMode> modes = new LinkedHashSet<>();

    SinkModes(SinkOffer offer) {
        for (VideoFormats formats : offer.formats()) {
            // 00 would be 640x480p60, but is what sinks send that have no opinion.
            if (nativeMode.isEmpty() && formats.nativeNumber() != 0) {
                nativeMode = formats.nativeMode();
            }
            listsBaseline |= formats.codecs().stream()
                    .anyMatch(codec -> codec.profiles().contains(H264Profile.CONSTRAINED_BASELINE));
        }
        for (VideoFormats formats : offer.formats()) {
            for (H264Codec codec : formats.codecs()) {
                entries.add(entry(codec, formats, offer.microsoft()));
            }
        }
        for (H264Codec codec : SinkCapabilities.MANDATORY_FORMATS.codecs()) {
            entries.add(new Entry(codec, Set.copyOf(codec.modes()), false));
        }
        entries.forEach(entry -> modes.addAll(entry.modes));
    }

    private Entry entry(H264Codec codec, VideoFormats formats, MicrosoftVideoFormats microsoft) {
        List<TableMode> named = new ArrayList<>(codec.modes());
        nativeMode.filter(codec.dialect()::has).ifPresent(named::add);
        named.add(TableMode.MANDATORY);
        Set<TableMode> all = withLowerRates(named, codec.dialect().modes());
        if (codec.dialect() == VideoDialect.RELEASE_1) {
            all.addAll(microsoft.modes());
        }
        return new Entry(codec, all, formats.preferredDisplayMode());
    }

    private static Set<TableMode> withLowerRates(List<TableMode> named, List<TableMode> known) {
        Set<TableMode> all = new LinkedHashSet<>();
        for (TableMode mode : known) {
            if (named.stream().anyMatch(each -> each.equals(mode) || implies(each.mode(), mode.mode()))) {
                all.add(mode);
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

    boolean isNative(Announcement mode) {
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
