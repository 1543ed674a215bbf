// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import miracast.api.MiracastException;
import org.osgi.annotation.versioning.ProviderType;

/** One display on one driver. At most one session at a time; threads and order of calls: see the package. */
@ProviderType
public interface MiracastContext extends AutoCloseable {

    /**
     * Starts a session ({@code StartMiracastSession}): negotiates until the sink's capabilities are known, a format is agreed,
     * and it is known whether a monitor is connected; set-up and streaming then go on by themselves.
     *
     * <p>May block for as long as the protocol's time-outs allow. Closing the socket on another thread ends it at once with an
     * exception. While it runs, callbacks are used on the calling thread.
     *
     * @param rtsp a connected channel that the host owns; the driver switches it to non-blocking mode and never closes it
     * @param stats what is known of the link's bit rates
     * @return what was found
     * @throws MiracastException with {@code STATUS_DEVICE_INSUFFICIENT_RESOURCES} if the recommended bit rate sustains no more
     *     than 1024 x 768 on a sink that can do more; with another status if the sink left, was silent, or broke the protocol.
     *     No session exists then, and {@link #stopSession()} need not be called
     * @throws IllegalStateException if a session is started already, or the context is closed
     */
    SessionInfo startSession(SocketChannel rtsp, WfdConnectionStats stats) throws MiracastException;

    /**
     * Stops the session ({@code StopMiracastSession}). Returns at once, well under 100 ms, without waiting for the network. A
     * picture that it has begun to send goes to its end if the rest is there in time, so that no sink is left with half of one; then a
     * TEARDOWN trigger is written if the socket takes it. When it has returned, the driver uses the socket only for its
     * {@link #farewell()}, and chunks that still come are dropped. Without a session it does nothing.
     */
    void stopSession();

    /**
     * How far the leave-taking of the session is that was stopped last: a sink that was told to tear down sends TEARDOWN itself,
     * which the driver answers. It goes on in the background, waits for the sink at most two seconds, uses no callbacks, and
     * outlives the context. The host closes the socket when it is over; one that does so before only cuts the sink short.
     *
     * @return completes, never with an exception, when the driver touches that session's socket no more; on a thread of the
     *     driver's, which must not be held up. Already complete if no session was stopped, or the sink had left before
     */
    default CompletionStage<Void> farewell() {
        return CompletableFuture.completedStage(null);
    }

    /**
     * Hands over a message of the display ({@code HandleKernelModeMessage}). Messages sent while a session starts wait until it
     * has started; those sent during or after a stop are dropped. Any thread; never blocks on the network.
     */
    void handleMessage(DisplayMessage message);

    /** Ends the context ({@code DestroyMiracastContext}) and a session that is still there. Closing twice does nothing. */
    @Override
    void close();
}
