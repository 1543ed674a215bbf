// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A consumer's hold on a {@link WifiDirect} provider, and the owner of the sessions opened through it. Systems give out
 * only a few of them, so one consumer should keep one.
 */
@ProviderType
public interface WfdHandle extends AutoCloseable {
    /**
     * The version that provider and consumer agreed on.
     *
     * @return {@link WifiDirect#WFD_API_VERSION}
     */
    int negotiatedVersion();

    /**
     * Begins to open a session to a paired device ({@code WFDStartOpenSession}) and returns at once; that takes 0.2 to
     * 10 seconds in practice, and {@link WfdSession#opened()} tells how it went. A provider may refuse a second session
     * to a device that has one.
     *
     * <p>What is known at once is thrown here, and then there is no session; the same errors may as well come through
     * {@code opened()}, if that is when the provider learns of them.
     *
     * @param device address of a paired device
     * @return the session, which is opening
     * @throws WfdException with {@link WfdError#ERROR_INVALID_HANDLE} (always thrown, never a result) if this handle is
     *     closed; {@link WfdError#ERROR_INVALID_PARAMETER} if no paired device has this address;
     *     {@link WfdError#ERROR_SERVICE_NOT_ACTIVE} if the system's service is stopped;
     *     {@link WfdError#ERROR_INVALID_STATE} if a policy has disabled it, or the device has a session and
     *     can't have another; or any other status of the system
     */
    WfdSession startOpenSession(MacAddress device) throws WfdException;

    /**
     * Opens a session to a device that was paired as an ordinary network of its own ({@code WFDOpenLegacySession}:
     * applies the stored profile). Blocks until the session is open.
     *
     * @param device address of a paired device
     * @return the session, which is open: {@link WfdSession#opened()} is complete and tells the interface
     * @throws WfdException as {@link #startOpenSession}, and everything for which {@link WfdSession#opened()} fails
     */
    WfdSession openLegacySession(MacAddress device) throws WfdException;

    /**
     * Closes the handle ({@code WFDCloseHandle}). First no more sessions can be opened; then it waits until every
     * pending open has completed, for as long as that takes (who wants it soon cancels them first), even if the thread
     * is interrupted, whose mark is kept; then it closes every session that is open, as {@link WfdSession#close()} does,
     * and returns without waiting for these to end. Closing twice is harmless: the second call waits for the same and
     * does nothing more.
     */
    @Override
    void close();
}
