// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import java.time.Clock;
import java.util.List;
import miracast.api.Inventory;
import miracast.api.audio.Audio;
import miracast.api.audio.AudioRequest;
import miracast.api.audio.AudioSource;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.Frames;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The test pattern, drawn right in the size of the mode, and its sound: once a second a square flashes and a beep is heard at the
 * same time, so that one sees whether both are in step. Takes no location and no options.
 */
@Component(service = {FrameSource.class, AudioSource.class, Inventory.class})
@Frames(name = PatternSource.NAME)
@Audio(
        name = PatternSource.NAME,
        accompanies = {PatternSource.NAME})
public final class PatternSource implements FrameSource, AudioSource, Inventory {
    static final String NAME = "pattern";

    private final Beats beats = new Beats();
    private final Clock clock;

    @Activate
    public PatternSource() {
        this(Clock.systemUTC());
    }

    /** @param clock what the picture shows as the time of day */
    PatternSource(Clock clock) {
        this.clock = clock;
    }

    @Override
    public FrameStream open(FrameRequest request) throws FrameSourceException {
        if (!request.location().isEmpty()) {
            throw new FrameSourceException("pattern takes no location, but was given '" + request.location() + "'");
        }
        if (!request.options().isEmpty()) {
            throw new FrameSourceException("pattern takes no options, but was given "
                    + request.options().keySet());
        }
        String castId = request.castId();
        return new PatternStream(request.mode(), clock, beats.acquire(castId), () -> beats.release(castId));
    }

    @Override
    public AudioStream open(AudioRequest request) throws AudioSourceException {
        if (!request.location().isEmpty() || !request.options().isEmpty()) {
            throw new AudioSourceException("pattern takes no location and no options, but was given '"
                    + request.location() + "' and " + request.options().keySet());
        }
        if (!request.accompanies()) {
            throw new AudioSourceException("pattern beeps with its own pictures only; tone needs none");
        }
        String castId = request.castId();
        return new BeepStream(beats.acquire(castId), () -> beats.release(castId));
    }

    /** Casts that have the pattern, or its sound. */
    int casts() {
        return beats.size();
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part(Kind.FRAME_SOURCE, NAME, true, "moving test pattern with frame number and clock"),
                new Part(Kind.AUDIO_SOURCE, NAME, true, "a beep with each flash of the test pattern"));
    }
}
