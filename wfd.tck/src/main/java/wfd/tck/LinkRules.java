// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static wfd.api.WfdError.ERROR_INVALID_STATE;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import wfd.api.InterfaceId;
import wfd.api.MacAddress;
import wfd.api.WfdHandle;
import wfd.api.WfdLink;
import wfd.api.WfdSession;

/** {@code guidSessionInterface}: what a session runs over. */
interface LinkRules extends Rules {
    @Test
    default void theLinkHasTheInterfaceThatTheOpenTold() throws Exception {
        WfdSession session = trial().handle().startOpenSession(trial().device());

        InterfaceId told = trial().result(session.opened(), "the open");

        assertThat(session.link().interfaceId()).isEqualTo(told);
    }

    @Test
    default void theLinkStaysTheSame() throws Exception {
        WfdSession session = trial().openSession(trial().handle(), trial().device());

        WfdLink link = session.link();

        assertThat(session.link()).isEqualTo(link);
    }

    @Test
    default void socketsCanBeBoundToTheLocalAddress() throws Exception {
        WfdSession session = trial().openSession(trial().handle(), trial().device());
        InetAddress local = session.link().local();

        try (ServerSocket socket = new ServerSocket(0, 1, local)) {
            assertThat(socket.getInetAddress()).isEqualTo(local);
        }
    }

    @Test
    default void twoLinksHaveDifferentPeers() throws Exception {
        WfdHandle handle = trial().handle();
        MacAddress second = trial().secondDevice();

        WfdLink link = trial().openSession(handle, trial().device()).link();

        assertThat(trial().openSession(handle, second).link().peer()).isNotEqualTo(link.peer());
    }

    @Test
    default void aSessionThatOpensHasNoLink() throws Exception {
        WfdSession session = trial().handle().startOpenSession(trial().slowDevice());

        assertThat(trial().refusalOf(session::link).error()).isEqualTo(ERROR_INVALID_STATE);
    }

    @Test
    default void aSessionThatFailedToOpenHasNoLink() throws Exception {
        WfdSession session = trial().failedSession();

        assertThat(trial().refusalOf(session::link).error()).isEqualTo(ERROR_INVALID_STATE);
    }

    @Test
    default void aSessionThatHasEndedHasNoLink() throws Exception {
        WfdSession session = trial().openSession(trial().handle(), trial().device());
        session.close();
        trial().result(session.closed(), "the end of the session");

        assertThat(trial().refusalOf(session::link).error()).isEqualTo(ERROR_INVALID_STATE);
    }

    @Test
    default void theRatesOfAnOpenSessionAreUnknownAtWorst() throws Exception {
        WfdSession session = trial().openSession(trial().handle(), trial().device());

        assertThat(session.stats().rates()).isNotNull();
        assertThat(session.stats().frames()).isNotNull();
    }

    @Test
    default void aSessionThatHasEndedHasNoRates() throws Exception {
        WfdSession session = trial().openSession(trial().handle(), trial().device());
        session.close();
        trial().result(session.closed(), "the end of the session");

        assertThat(session.stats().rates()).isEmpty();
        assertThat(session.stats().frames()).isEmpty();
    }
}
