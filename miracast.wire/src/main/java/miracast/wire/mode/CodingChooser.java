// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.H264Codec;

/** Finds for a mode the profile and level: Constrained Baseline, unless Constrained High alone has the mode or the bit rate. */
final class CodingChooser {
    private final SinkModes sink;
    private final SourceCapabilities source;
    private final long wantedBitRate;

    /** @param wantedBitRate bit/s that cast and link allow */
    CodingChooser(SinkModes sink, SourceCapabilities source, long wantedBitRate) {
        this.sink = sink;
        this.source = source;
        this.wantedBitRate = wantedBitRate;
    }

    Coding coding(Candidate candidate) {
        VideoMode mode = candidate.mode();
        if (mode.interlaced()) {
            return new Coding.Refused(mode + " comes in fields, which no encoder codes");
        }
        if (mode.width() > source.maxWidth() || mode.height() > source.maxHeight()) {
            return new Coding.Refused(mode + " is larger than " + source.maxWidth() + "x" + source.maxHeight()
                    + ", the largest picture of the encoder");
        }
        Optional<H264Level> level = H264Level.lowestFor(candidate.announced().mode());
        if (level.isEmpty()) {
            return new Coding.Refused(mode + " is beyond the highest level");
        }
        Coding found = new Coding.Refused(mode + " comes with no profile that is known");
        for (SinkModes.Entry entry : sink.entries()) {
            if (entry.takes(candidate.announced())) {
                for (H264Profile profile : profiles(entry.codec())) {
                    found = better(found, coding(candidate, entry.codec(), profile, level.get()));
                }
            }
        }
        return found;
    }

    /**
     * Constrained Baseline is mandatory for every sink, and what decodes High decodes it at the same levels (ITU-T H.264,
     * A.2.4). A sink that lists only Constrained High is therefore taken to have both, if an encoder has no other way to it.
     */
    private Set<H264Profile> profiles(H264Codec codec) {
        Set<H264Profile> profiles = EnumSet.noneOf(H264Profile.class);
        profiles.addAll(codec.profiles());
        if (!sink.listsBaseline() && source.level(H264Profile.CONSTRAINED_HIGH).isEmpty()) {
            profiles.add(H264Profile.CONSTRAINED_BASELINE);
        }
        return profiles;
    }

    private Coding coding(Candidate candidate, H264Codec codec, H264Profile profile, H264Level level) {
        String needs = candidate.mode() + " needs level " + level + ", ";
        Optional<H264Level> encoder = source.level(profile);
        if (encoder.isEmpty()) {
            return new Coding.Refused(
                    candidate.mode() + " comes with " + name(profile) + ", which the encoder does not have");
        }
        if (encoder.get().compareTo(level) < 0) {
            return new Coding.Refused(needs + "the encoder has " + encoder.get() + " of " + name(profile));
        }
        H264Level decoder = codec.highestLevel().orElse(H264Level.LEVEL_3_1);
        // A display shows its own mode, whatever its levels say (LG).
        if (decoder.compareTo(level) < 0 && !sink.isNative(candidate.announced())) {
            return new Coding.Refused(needs + "the sink has " + decoder + " of " + name(profile));
        }
        return new Coding.Possible(codec, profile, level);
    }

    private static String name(H264Profile profile) {
        return profile == H264Profile.CONSTRAINED_HIGH ? "Constrained High" : "Constrained Baseline";
    }

    private Coding better(Coding first, Coding second) {
        if (!(second instanceof Coding.Possible other)) {
            return first instanceof Coding.Possible ? first : second;
        }
        if (!(first instanceof Coding.Possible one)) {
            return second;
        }
        long ours = Math.min(wantedBitRate, one.maxBitRate());
        long theirs = Math.min(wantedBitRate, other.maxBitRate());
        boolean improves = theirs > ours || theirs == ours && other.profile().compareTo(one.profile()) < 0;
        return improves ? second : first;
    }
}
