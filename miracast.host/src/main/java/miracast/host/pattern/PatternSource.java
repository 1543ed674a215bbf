// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import java.time.Clock;
import java.util.List;
import miracast.api.Inventory;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.Frames;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The test pattern, drawn right in the size of the mode. Takes no location and no options. */
@Component(service = {FrameSource.class, Inventory.class})
@Frames(name = "pattern")
public final class PatternSource implements FrameSource, Inventory {
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
        return new PatternStream(request.mode(), clock);
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(Kind.FRAME_SOURCE, "pattern", true, "moving test pattern with frame number and clock"));
    }
}
