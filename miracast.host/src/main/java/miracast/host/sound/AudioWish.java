// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import miracast.api.Inventory;
import miracast.api.audio.AudioRequest;
import miracast.api.audio.AudioSource;
import miracast.host.display.SourceWish;
import miracast.host.parts.AudioSources;
import miracast.host.parts.Offer;
import miracast.host.parts.PartList;
import miracast.host.parts.SourceSpec;

/**
 * What a cast wants to hear.
 *
 * @param text as the user named it; empty for the sound that accompanies the pictures
 * @param name of the source of sound; for sound that accompanies pictures, of the frame source
 * @param location what the source is to open
 * @param options for the source, by name
 */
public record AudioWish(Optional<String> text, String name, String location, Map<String, String> options) {
    private static final String CALLED = "source of sound";

    public AudioWish {
        options = Map.copyOf(options);
    }

    /** The sound that accompanies pictures. */
    public static AudioWish accompanying(SourceWish pictures) {
        return new AudioWish(
                Optional.empty(), pictures.spec().name(), pictures.spec().location(), pictures.options());
    }

    /**
     * The sound that a text asks for: as for pictures, {@code NAME}, {@code NAME:LOCATION}, or the location of a file or stream.
     *
     * @param mayCome whether a source that is not there may come later
     * @throws IllegalArgumentException if the source is not there: the message lists those that are
     */
    public static AudioWish named(String text, boolean mayCome, AudioSources sources, PartList parts) {
        SourceSpec spec = mayCome
                ? SourceSpec.expect(text, CALLED, Inventory.Kind.AUDIO_SOURCE, sources.offers(), parts)
                : SourceSpec.parse(text, CALLED, Inventory.Kind.AUDIO_SOURCE, sources.offers(), parts);
        return new AudioWish(Optional.of(text), spec.name(), spec.location(), Map.of());
    }

    /** The services for it, best first. */
    List<Offer<AudioSource>> in(AudioSources sources) {
        return text.isPresent() ? sources.offers().allNamed(name) : sources.accompanying(name);
    }

    /** How long a source may take to open a stream for it, in ns: longer than what it is told to wait itself. */
    long openLimitNs(long leastNs) {
        return SourceWish.openLimitNs(options, leastNs);
    }

    AudioRequest request(String castId) {
        return new AudioRequest(castId, location, options, text.isEmpty());
    }

    /** The source as the user named it, or what it accompanies. */
    @Override
    public String toString() {
        return text.orElse("of " + name + (location.isEmpty() ? "" : ":" + location));
    }
}
