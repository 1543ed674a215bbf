// SPDX-License-Identifier: Apache-2.0
/**
 * The host's threads. One {@link miracast.host.thread.ControlLoop} runs the state machines of all casts and never waits for
 * anything; what may take time runs on a {@link miracast.host.thread.Worker} of its cast, whose thread lives only while there is
 * work.
 */
package miracast.host.thread;
