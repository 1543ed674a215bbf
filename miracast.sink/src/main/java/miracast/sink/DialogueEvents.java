// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.Optional;
import miracast.api.sink.SinkSession;
import miracast.wire.rtsp.FormatChangeTiming;

/** What a {@link TelevisionDialogue} tells its session. Event loop. */
interface DialogueEvents {

    /** The session is in another state. */
    void state(SinkSession.State state);

    /** M4 was accepted: pictures from the next IDR picture on, or from the time given, are to be of this format. */
    void agreed(AgreedFormat format, Optional<FormatChangeTiming> from);

    /** M6 was answered; the source sends from this port, 0 if it named none. */
    void transport(int serverPort);

    /** PLAY is about to be sent: packets may come. */
    void playRequested();

    /** M14: the source takes the viewer's input at this port. */
    void inputWanted(int port);

    /** M15: whether it wants input now. */
    void inputEnabled(boolean enabled);

    /** PAUSE was answered: no packets come any more. */
    void paused();

    /**
     * The dialogue is over and its connection closed.
     *
     * @param reason a sentence
     * @param failure whether something went wrong
     */
    void ended(String reason, boolean failure);
}
