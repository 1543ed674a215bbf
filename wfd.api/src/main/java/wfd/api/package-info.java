// SPDX-License-Identifier: Apache-2.0
/**
 * Reaching a display over Wi-Fi Direct: one link to one device, whatever the system beneath.
 *
 * <p>In this package {@code wfd} means Wi-Fi <em>Direct</em>. Names and rules are those of the Wi-Fi Direct session
 * functions of Windows ({@code WFDOpenHandle}, {@code WFDStartOpenSession} and their kin in {@code wlanapi.h}); the form
 * is Java's. A provider registers a {@link wfd.api.WifiDirect} service, marked with
 * {@link wfd.api.WifiDirectProvider}. A consumer opens a {@link wfd.api.WfdHandle}, starts a
 * {@link wfd.api.WfdSession} to a {@linkplain wfd.api.WfdDevice device}, and when that is open, binds its sockets to the
 * {@linkplain wfd.api.WfdLink addresses of the link} and to nothing else.
 *
 * <p>Sessions open to paired devices. Where a provider can pair them, it has a {@link wfd.api.WifiDirectPairing} service as well;
 * elsewhere that is done by the system's own means.
 *
 * <h2>The states of a session</h2>
 * <pre>{@code
 *   startOpenSession                       openLegacySession
 *         |                                        |
 *         v                                        v
 *     OPENING ------ opened() completes -------> OPEN
 *         |                                        |
 *         | opened() fails:                        | close() of the session or its handle,
 *         | refused, timed out, cancelled          | link lost, device or service gone
 *         v                                        v
 *         +----------------> ENDED <---------------+
 *                 closed() completes, and tells why
 * }</pre>
 * <ul>
 *   <li>While a session is OPENING, {@link wfd.api.WfdSession#cancelOpen() cancelOpen} only asks: the result still comes,
 *       perhaps as success. {@link wfd.api.WfdSession#close() close} has no effect at all.
 *   <li>{@link wfd.api.WfdSession#opened() opened} completes exactly once, and always; {@link wfd.api.WfdSession#closed()
 *       closed} completes exactly once after it.
 *   <li>{@link wfd.api.WfdSession#link() link} is there only while the session is OPEN.
 * </ul>
 *
 * <h2>Threads</h2>
 * <p>All types of this package may be used by several threads at once. Results come on threads of the provider, never on
 * the thread that made the call and never before that call has given back its session. A stage belongs to the one who
 * asked for it: each call of {@code opened()} or {@code closed()} gives a new one, so cancelling it or giving it a time
 * limit changes nothing for the session or for others. What a consumer runs in a stage may call everything here,
 * {@link wfd.api.WfdHandle#close()} included, and may block; it holds up no other session.
 *
 * <h2>Ownership</h2>
 * <p>A handle belongs to the one who opened it, and owns its sessions: closing it waits for the opens that are pending and
 * closes what is open. When the provider goes away it closes all its handles. A session's sockets belong to the
 * consumer, who closes them; they are of no use after the session has ended.
 *
 * <h2>Errors</h2>
 * <p>What went wrong is a {@link wfd.api.WfdException} with the system's error, its reason code and its message, as they
 * came. {@link wfd.api.WfdError} names the errors that this contract promises. A mistake that can only be the caller's
 * own is an unchecked exception, as usual in Java: {@link java.lang.NullPointerException} for null, nowhere allowed,
 * and {@link java.lang.IllegalArgumentException} for values that no device could have.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package wfd.api;
