// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.H264Codec;
import miracast.wire.rtsp.TableMode;

/**
 * Chooses the mode of a session.
 *
 * <p>A mode is possible if the sink has it (by its masks, as its native mode, as a lower rate of a size that it has, or since
 * every sink has 640x480p60), an encoder and the cast allow it, and its level is within both sides'. Of the possible ones whose
 * pixel rate does not exceed the preferred mode's, first come those of the size that the monitor behind the sink likes best,
 * then the sink's native mode, then the highest pixel rate, CEA before VESA before HH. If the cast names its modes, their order counts before that. A mode whose pictures the link does
 * not carry with {@value #BITS_PER_1000_PIXELS} bits per 1000 pixels is left out.
 *
 * <p>If a cast wants a rate that no table has, pictures of that rate are sent under the next higher one of the same size:
 * displays show what comes. A size that the sink lists nowhere is announced by its timing, to a sink that takes that.
 */
public final class ModeChooser {
    /** Below this a picture falls apart; 1920x1080p30 needs 3.7 Mbit/s. */
    public static final int BITS_PER_1000_PIXELS = 60;

    private final SinkModes sink;
    private final List<VideoMode> monitor;
    private final SourceCapabilities source;
    private final long linkBitRate;
    private final long wantedBitRate;
    private final List<String> reasons = new ArrayList<>();

    private ModeChooser(SinkOffer offer, SourceCapabilities source, long linkBitRate) {
        this.sink = new SinkModes(offer);
        this.monitor = offer.monitorModes();
        this.source = source;
        this.linkBitRate = linkBitRate == 0 ? Long.MAX_VALUE : linkBitRate;
        this.wantedBitRate = Math.min(source.maxBitRate(), this.linkBitRate);
    }

    /**
     * Chooses.
     *
     * @param offer what sink and monitor can show
     * @param source what encoders and cast allow
     * @param linkBitRate the lower of what the link is recommended to carry and what the sink takes at most, in bit/s; 0 if
     *     neither is known
     */
    public static ModeChoice choose(SinkOffer offer, SourceCapabilities source, long linkBitRate) {
        return offer.formats().isEmpty()
                ? new ModeChoice.NoCommonMode(List.of("the sink shows no video: wfd_video_formats is none"))
                : new ModeChooser(offer, source, linkBitRate).choose(false);
    }

    /**
     * Chooses for a stream that runs already, over a link that got slow: the best mode that the link carries, however small, or
     * the smallest of all. A picture that comes is better than none, and so it is never {@link ModeChoice.InsufficientBandwidth}.
     *
     * @param offer what sink and monitor can show
     * @param source what encoders and cast allow
     * @param linkBitRate what the link carries, in bit/s
     */
    public static ModeChoice fitting(SinkOffer offer, SourceCapabilities source, long linkBitRate) {
        return offer.formats().isEmpty()
                ? choose(offer, source, linkBitRate)
                : new ModeChooser(offer, source, linkBitRate).choose(true);
    }

    /** A mode that can be coded. */
    private record Option(Candidate candidate, Coding.Possible coding) {}

    private ModeChoice choose(boolean howeverSmall) {
        List<Candidate> candidates = Candidate.ranked(sink, monitor, source);
        CodingChooser codings = new CodingChooser(sink, source, wantedBitRate);
        List<Option> possible = new ArrayList<>();
        Option chosen = null;
        reasons.addAll(notOffered(candidates));
        for (Candidate candidate : candidates) {
            Coding coding = codings.coding(candidate);
            if (coding instanceof Coding.Refused refused) {
                note(chosen, refused.reason());
            } else {
                Option option = new Option(candidate, (Coding.Possible) coding);
                possible.add(option);
                if (!isCarried(option)) {
                    note(chosen, bandwidthReason(candidate.mode()));
                } else if (chosen == null) {
                    chosen = option;
                }
            }
        }
        return possible.isEmpty() ? new ModeChoice.NoCommonMode(reasons) : carried(possible, chosen, howeverSmall);
    }

    /** Modes behind the chosen one need no excuse. */
    private void note(Option chosen, String reason) {
        if (chosen == null) {
            reasons.add(reason);
        }
    }

    /** What the cast wants and the sink does not have. */
    private List<String> notOffered(List<Candidate> candidates) {
        List<VideoMode> wanted = source.modes().isEmpty() ? List.of(source.preferredMode()) : source.modes();
        return wanted.stream()
                .filter(mode ->
                        candidates.stream().noneMatch(each -> each.mode().equals(mode)))
                .map(mode -> "the sink does not offer " + mode)
                .toList();
    }

    private ModeChoice carried(List<Option> possible, Option chosen, boolean howeverSmall) {
        boolean largeCarried = possible.stream().anyMatch(each -> isCarried(each) && each.candidate.isLarge());
        if (!howeverSmall && possible.get(0).candidate.isLarge() && !largeCarried) {
            return new ModeChoice.InsufficientBandwidth(nearestFirst(possible));
        }
        // A sink that has only small pictures gets the smallest one even over a link that is too slow.
        return agreed(chosen == null ? smallest(possible) : chosen, reduced(possible));
    }

    /** The reasons, with that of the large mode before the others that the link would have to carry least for. */
    private List<String> nearestFirst(List<Option> possible) {
        List<Option> large =
                possible.stream().filter(each -> each.candidate.isLarge()).toList();
        LinkedHashSet<String> sorted = new LinkedHashSet<>();
        sorted.add(bandwidthReason(smallest(large).candidate.mode()));
        sorted.addAll(reasons);
        return List.copyOf(sorted);
    }

    private boolean isCarried(Option option) {
        return option.candidate.pixelRate() * BITS_PER_1000_PIXELS / 1000 <= linkBitRate;
    }

    private String bandwidthReason(VideoMode mode) {
        return String.format(
                Locale.ROOT,
                "%s needs %.1f Mbit/s, the link carries %.1f Mbit/s",
                mode,
                mode.pixelRate() * BITS_PER_1000_PIXELS / 1e9,
                linkBitRate / 1e6);
    }

    private static Option smallest(List<Option> options) {
        Option smallest = options.get(0);
        for (Option option : options) {
            if (option.candidate.pixelRate() < smallest.candidate.pixelRate()) {
                smallest = option;
            }
        }
        return smallest;
    }

    /** Whether the link leaves out a mode that the cast could have had. */
    private boolean reduced(List<Option> possible) {
        return possible.stream()
                .anyMatch(option -> !isCarried(option)
                        && (!source.modes().isEmpty()
                                || option.candidate.pixelRate()
                                        <= source.preferredMode().pixelRate()));
    }

    private ModeChoice.Agreed agreed(Option option, boolean modesReduced) {
        VideoMode mode = option.candidate.mode();
        Coding.Possible coding = option.coding;
        int maxSlices = coding.maxSlices(mode, source);
        if (!coding.isListed()) {
            reasons.add("the sink lists Constrained High alone, which the encoder does not have;"
                    + " a decoder of that takes Constrained Baseline");
        }
        VideoFormat format = new VideoFormat(
                mode,
                coding.profile(),
                coding.level(),
                maxSlices,
                maxSlices == 1 ? 0 : coding.codec().minSlice(),
                Math.min(wantedBitRate, coding.maxBitRate()));
        return new ModeChoice.Agreed(
                format,
                option.candidate.announced(),
                coding.chosen(maxSlices),
                modesReduced,
                option.candidate.merit(sink, monitor, source),
                reasons);
    }

    /**
     * What to try, in this order, after a sink has refused M4 though it offered the mode: the same without slices and control of the frame rate, then
     * 1280x720p30 and 640x480p60 with Constrained Baseline, level 3.1. Without those that encoders or cast do not allow, that are
     * no easier than what was refused, or that the refused choice was already.
     */
    public static List<ModeChoice.Agreed> fallbacks(ModeChoice.Agreed refused, SourceCapabilities source) {
        List<ModeChoice.Agreed> fallbacks = new ArrayList<>();
        VideoFormat format = refused.format();
        if (format.maxSlices() > 1 || refused.codec().frameRateControl() != 0) {
            fallbacks.add(new ModeChoice.Agreed(
                    new VideoFormat(format.mode(), format.profile(), format.level(), format.bitRate()),
                    refused.announced(),
                    refused.codec().plain(),
                    refused.modesReduced(),
                    refused.merit(),
                    List.of("the sink refused slices, or control of the frame rate, that it offers")));
        }
        plain(VideoMode.progressive(1280, 720, 30), refused, source).ifPresent(fallbacks::add);
        plain(TableMode.MANDATORY.mode(), refused, source).ifPresent(fallbacks::add);
        return fallbacks;
    }

    private static Optional<ModeChoice.Agreed> plain(
            VideoMode mode, ModeChoice.Agreed refused, SourceCapabilities source) {
        H264Profile profile = H264Profile.CONSTRAINED_BASELINE;
        H264Level level = H264Level.LEVEL_3_1;
        VideoFormat old = refused.format();
        boolean allowed = (source.modes().isEmpty() || source.modes().contains(mode))
                && source.level(profile).isPresent()
                && mode.width() <= source.maxWidth()
                && mode.height() <= source.maxHeight();
        boolean easier = mode.pixelRate() < old.mode().pixelRate()
                || mode.equals(old.mode()) && (old.profile() != profile || old.level() != level);
        if (!allowed || !easier) {
            return Optional.empty();
        }
        VideoFormat format = new VideoFormat(mode, profile, level, Math.min(old.bitRate(), level.maxBitRate(profile)));
        TableMode announced = TableMode.of(mode).orElseThrow();
        return Optional.of(new ModeChoice.Agreed(
                format,
                announced,
                H264Codec.of(announced, profile, level),
                refused.modesReduced(),
                "it is one that every sink should take",
                List.of("the sink refused " + old.mode() + " with " + old.profile() + " " + old.level())));
    }
}
