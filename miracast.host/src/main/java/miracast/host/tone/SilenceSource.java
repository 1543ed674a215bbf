// SPDX-License-Identifier: Apache-2.0
package miracast.host.tone;

import java.util.List;
import miracast.api.Inventory;
import miracast.api.audio.Audio;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioRequest;
import miracast.api.audio.AudioSource;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Nothing to be heard, for casts whose pictures have sound that is not wanted. Takes no location and no options. */
@Component(service = {AudioSource.class, Inventory.class})
@Audio(name = SilenceSource.NAME)
public final class SilenceSource implements AudioSource, Inventory {
    static final String NAME = "silence";

    @Activate
    public SilenceSource() {
        // Nothing to prepare.
    }

    @Override
    public AudioStream open(AudioRequest request) throws AudioSourceException {
        if (!request.location().isEmpty() || !request.options().isEmpty()) {
            throw new AudioSourceException("silence takes no location and no options, but was given '"
                    + request.location() + "' and " + request.options().keySet());
        }
        return new AudioStream() {
            @Override
            public boolean next(AudioBlock block, long untilNs) {
                return false;
            }

            @Override
            public void close() {
                // There is nothing to free.
            }
        };
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(Kind.AUDIO_SOURCE, NAME, true, "nothing to be heard"));
    }
}
