// SPDX-License-Identifier: Apache-2.0
/**
 * The stream of one session: chunks of the host become PES, transport packets and RTP datagrams, with tables, clock and sound
 * between them.
 *
 * <p>One thread per session sends ({@link miracast.driver.stream.StreamSender}); RTCP lives on the event loop. Everything is
 * made before the first frame; after that nothing is allocated.
 */
package miracast.driver.stream;
