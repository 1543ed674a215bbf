// SPDX-License-Identifier: Apache-2.0
/**
 * One session with one sink: the dialogue M1 to M16 as a state machine on the event loop
 * ({@link miracast.driver.session.Dialogue}), and the session that joins it to the host's callbacks and to the stream
 * ({@link miracast.driver.session.SourceSession}).
 */
package miracast.driver.session;
