// SPDX-License-Identifier: Apache-2.0
/**
 * A Wi-Fi Direct provider without radio: devices come from configurations, links are addresses of the loopback network, and
 * behind each link sits a television, which is whatever {@link miracast.api.sink.MiracastSink} service there is.
 *
 * <p>{@link wfd.sim.SimWifiDirect} takes part in everything that has to do with services; {@link wfd.sim.DeviceTable} knows
 * the devices and tells about them; a {@link wfd.sim.SimSession} goes through the states of the contract; a
 * {@link wfd.sim.Television} keeps trying to show a picture while its session is open.
 *
 * <p>Locks: each class guards its own state with its own lock, and while holding it calls nobody who takes another one, with two
 * exceptions that return at once: the table hands its events to the Event Admin, which queues them, and a television starts
 * and asks its sink. What consumers run in their stages runs on a worker thread with no lock held.
 */
package wfd.sim;
