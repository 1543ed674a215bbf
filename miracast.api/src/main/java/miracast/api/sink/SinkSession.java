// SPDX-License-Identifier: Apache-2.0
package miracast.api.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import miracast.api.input.InputEvent;
import org.osgi.annotation.versioning.ProviderType;

/** One connection of a sink to a source. Thread-safe. */
@ProviderType
public interface SinkSession extends AutoCloseable {

    /** Where a session is. It goes forward through the first five, between the last two of them as often as it likes. */
    enum State {
        /** Trying to reach the source. */
        CONNECTING,
        /** RTSP runs, up to the answer to M6. */
        NEGOTIATING,
        /** The stream is set up and was not asked for yet. */
        READY,
        /** PLAY was answered; the stream comes. */
        PLAYING,
        /** PAUSE was answered; nothing comes. */
        PAUSED,
        /** Over; nothing of it is left. */
        CLOSED
    }

    /** Which of two displays plays the sound of a session ({@code wfd_route}). */
    enum Route {
        /** The one that shows the pictures. */
        PRIMARY,
        /** The other one, a loudspeaker say. */
        SECONDARY
    }

    /** Name of the sink, as requested. */
    String name();

    /** Where the session is now. */
    State state();

    /** What was received until now. */
    SinkStatistics statistics();

    /** Asks the source to go on (M7). Does nothing unless paused. */
    void play();

    /** Asks the source to pause (M9). Does nothing unless playing. */
    void pause();

    /** Asks the source for an IDR picture (M13). Does nothing unless playing. */
    void requestIdr();

    /**
     * Goes dark and tells the source so (M12); {@link #play()} wakes it. Does nothing unless playing, and unless the sink tells that
     * it can ({@code wfd_standby_resume_capability}).
     */
    void standby();

    /**
     * Asks the source to send the sound elsewhere (M10). Does nothing before the stream is set up. What the source refuses is one of
     * the {@linkplain SinkStatistics#complaints() complaints}.
     */
    void route(Route route);

    /**
     * Is another sink from now on, as if the request had had these parameters: another monitor is plugged in, or none. A source that
     * was told otherwise before hears of it as soon as the stream is set up: by M14 if {@code wfd_uibc_capability} is another, by M11,
     * which makes it ask again, if anything else is. Where the sink receives stays. What the source refuses is one of the
     * {@linkplain SinkStatistics#complaints() complaints}.
     *
     * @param parameters see {@link SinkRequest#parameters()}
     * @throws IllegalArgumentException if a name or a value cannot stand in a message: names it; then nothing changes
     */
    void change(Map<String, String> parameters);

    /**
     * Begins or ends the viewer's input (M15), of which nothing is sent after the source agreed to its end. Does nothing unless the
     * source has asked for input (M14). What the source refuses is one of the {@linkplain SinkStatistics#complaints() complaints}.
     */
    void enableInput(boolean enabled);

    /**
     * Sends the source what the viewer did (UIBC). Does nothing unless the source has asked for input (M14). Places are shares of the
     * picture as shown.
     *
     * @throws IllegalArgumentException if the event is more than a packet can say; then nothing is sent
     */
    void input(InputEvent event);

    /**
     * Harms received RTP packets so from now on, in place of what the request said. Does nothing while nothing is received.
     *
     * @param faults {@link RtpFaults#NONE} for good air again
     */
    void faults(RtpFaults faults);

    /**
     * Writes the last decoded picture as PNG.
     *
     * @throws IOException if there is none yet, or the file cannot be written: names it
     */
    void snapshot(Path file) throws IOException;

    /** Ends the session like a viewer who leaves: TEARDOWN (M8), then the connection. Closing twice does nothing. */
    @Override
    void close();

    /** Ends the session like a television whose plug is pulled: no TEARDOWN. */
    void vanish();

    /**
     * Completes when the session is over and all its resources are free: with the reason as a sentence, or exceptionally with an
     * {@link IOException} if it failed. Dependent actions run on a thread of the sink and must not block.
     */
    CompletionStage<String> closed();
}
