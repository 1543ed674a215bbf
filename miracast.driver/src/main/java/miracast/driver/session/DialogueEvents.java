// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.io.IOException;
import java.util.List;
import miracast.driver.input.InputChannel;
import miracast.wire.rtsp.SinkCapabilities;
import miracast.wire.rtsp.Transport;

/** What a dialogue tells its session, and makes it do. On the event loop. */
interface DialogueEvents {

    /** The sink has agreed to a format. The dialogue waits for {@link Dialogue#proceed()}. */
    void agreed(Agreement agreement);

    /** Whether a stream may be opened: not while it is open whether it is to be encrypted. */
    boolean takesSetUp();

    /**
     * The sink says where it receives: opens the stream, which sends nothing yet.
     *
     * @param request with the sink's port
     * @return the request with our ports
     * @throws IOException if there is no port, or no way to the sink
     */
    Transport setUp(Agreement agreement, Transport request) throws IOException;

    /** The sink wants the stream, after its set-up or a pause. */
    void play();

    /** The sink wants no stream for a while. */
    void pause();

    /** The sink wants an IDR picture; once for each of its requests. */
    void idrRequested();

    /** The sink's monitor came, went, or is another one. */
    void monitorChanged(SinkCapabilities sink);

    /**
     * A format change is about to be proposed: from which presentation time on, in ns of the stream's clock.
     *
     * @param proposal where its video is another one, no picture of the present format is sent at or beyond that time
     * @param aheadNs how far ahead of the pictures that are taken now
     */
    long announceFormatChange(Proposal proposal, long aheadNs);

    /** The sink has agreed to another format from that time on. */
    void formatChanged(Agreement agreement, long firstPtsNs);

    /** Of other modes than before the present one is the best: it is what is wanted from now on. */
    void modeStays();

    /** The present format is the best for other reasons than before. */
    void formatExplained(List<String> reasons);

    /** bit/s that the link is recommended to carry; 0 if that is not known. */
    long linkBitRate();

    /** The sink did not take a mode that was announced, and keeps the present one. */
    void changeRefused();

    /** So it did not take the mode that suits the link. */
    void modeRefused();

    /** Opens the channel for input of the sink. */
    InputChannel openInput() throws IOException;

    /** The dialogue is over, other than by {@link Dialogue#release()}. Once. */
    void ended(SessionEnd end);
}
