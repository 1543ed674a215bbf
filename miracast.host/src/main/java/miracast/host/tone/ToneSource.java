// SPDX-License-Identifier: Apache-2.0
package miracast.host.tone;

import java.util.List;
import miracast.api.Inventory;
import miracast.api.audio.Audio;
import miracast.api.audio.AudioRequest;
import miracast.api.audio.AudioSource;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** A test tone, without end. The location is its frequency in whole Hz; 1000 if there is none. Takes no options. */
@Component(service = {AudioSource.class, Inventory.class})
@Audio(name = ToneSource.NAME)
public final class ToneSource implements AudioSource, Inventory {
    static final String NAME = "tone";

    private static final int UNLESS_SAID_HZ = 1000;
    private static final int LOWEST_HZ = 20;
    private static final int HIGHEST_HZ = 20_000;

    @Activate
    public ToneSource() {
        // Nothing to prepare.
    }

    @Override
    public AudioStream open(AudioRequest request) throws AudioSourceException {
        if (!request.options().isEmpty()) {
            throw new AudioSourceException(
                    "tone takes no options, but was given " + request.options().keySet());
        }
        return new ToneStream(request.location().isEmpty() ? UNLESS_SAID_HZ : frequency(request.location()));
    }

    private static int frequency(String location) throws AudioSourceException {
        int hertz = location.matches("\\d{1,5}") ? Integer.parseInt(location) : 0;
        if (hertz < LOWEST_HZ || hertz > HIGHEST_HZ) {
            throw new AudioSourceException("tone: frequency '" + location + "' is no whole number of " + LOWEST_HZ
                    + " to " + HIGHEST_HZ + " Hz");
        }
        return hertz;
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(Kind.AUDIO_SOURCE, NAME, true, "test tone of 1 kHz, or tone:HERTZ"));
    }
}
