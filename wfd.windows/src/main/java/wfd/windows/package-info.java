// SPDX-License-Identifier: Apache-2.0
/**
 * The native provider: {@link wfd.api} on wlanapi.dll, through JNA.
 *
 * <p>{@code WlanApi}, {@code DevQuery}, {@code IpHlpApi}, {@code SecHost} and {@code WinBase} mirror one header each and decide
 * nothing. {@code WindowsLoader} is always there, says why the provider is not, and offers {@code WindowsSystem} (the
 * libraries) while the WLAN AutoConfig service runs; {@code WindowsWifiDirect} is the provider. {@code OpenCompletions} is the only
 * class that Windows' completions reach; {@code DeviceNodes} follows the nodes of paired devices, {@code NativeAddresses} and
 * {@code PeerChoice} make a link of an interface's GUID.
 *
 * <p>Locks: each class guards its own state with its own lock. What comes on a thread of Windows takes none of them: it is copied
 * and handed to a worker, or to the one thread that keeps changes in order. So a call into Windows may be made with the lock of the
 * session that it is about. One exception: a completion waits for a cancel of the same session that is under way, but not forever;
 * see {@code SessionHandle}. What consumers run in their stages runs on a worker with no lock held.
 */
package wfd.windows;
