// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A link to one device, from the wish to have it until it is gone. States and threads: see {@linkplain wfd.api the package}. */
@ProviderType
public interface WfdSession extends AutoCloseable {
    /**
     * The device at the other end.
     *
     * @return the address that the session was opened with
     */
    MacAddress device();

    /**
     * How the open went ({@code WFD_OPEN_SESSION_COMPLETE_CALLBACK}). Completes exactly once, on a thread of the provider;
     * asking again later gives the same result.
     *
     * @return a stage of the caller's own. It completes with the interface only on success; otherwise it fails with a
     *     {@link WfdException} itself (not wrapped in anything), with the system's reason code and message, and
     *     <ul>
     *       <li>{@link WfdError#ERROR_CANCELLED} after {@link #cancelOpen()}, or if the user refused,
     *       <li>{@link WfdError#ERROR_SERVICE_NOT_ACTIVE} if the system's service or the provider has stopped meanwhile,
     *       <li>one of the errors of {@link WfdHandle#startOpenSession}, or any other status of the system.
     *     </ul>
     */
    CompletionStage<InterfaceId> opened();

    /**
     * Asks to give up opening ({@code WFDCancelOpenSession}), and returns at once. {@link #opened()} still completes, not
     * necessarily soon, and perhaps with success, in which case the session is open and wants to be closed. Without
     * effect when the open has completed.
     */
    void cancelOpen();

    /**
     * Begins to close the session ({@code WFDCloseSession}) and returns at once; {@link #closed()} tells when the link is
     * down. <strong>Without effect while the open is pending</strong>: who wants to be rid of a session in any case calls
     * {@link #cancelOpen()}, and {@code close()} when it opens all the same, or closes the handle, which does that.
     * Without effect when the session has ended.
     */
    @Override
    void close();

    /**
     * The end of the session, whatever it is. Completes exactly once and after {@link #opened()}, on a thread of the
     * provider; never fails.
     *
     * @return a stage of the caller's own, with the reason
     */
    CompletionStage<SessionEnd> closed();

    /**
     * The addresses of the link.
     *
     * @return the link, the same one as long as the session lasts; its interface is the one that {@link #opened()} told
     * @throws WfdException with {@link WfdError#ERROR_INVALID_STATE} while the session is not open
     */
    WfdLink link() throws WfdException;

    /**
     * What the system knows about the link's rates and losses. Cheap enough to be asked once a second.
     *
     * @return a snapshot, in which everything may be unknown, as it is while the session is not open
     */
    WfdStats stats();
}
