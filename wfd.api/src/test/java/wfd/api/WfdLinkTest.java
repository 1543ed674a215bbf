// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WfdLinkTest {
    private static final InterfaceId INTERFACE = new InterfaceId(new UUID(1, 2));

    @Test
    void refusesTheWildcardAddressSinceASocketBoundToItWouldBeOpenToEverybody() throws UnknownHostException {
        InetAddress peer = InetAddress.getByName("192.168.173.80");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WfdLink(INTERFACE, InetAddress.getByName("0.0.0.0"), peer))
                .withMessageContaining("local")
                .withMessageContaining("0.0.0.0");
    }

    @Test
    void refusesAGroupAsPeer() throws UnknownHostException {
        InetAddress local = InetAddress.getByName("192.168.173.1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WfdLink(INTERFACE, local, InetAddress.getByName("224.0.0.1")))
                .withMessageContaining("peer");
    }

    @Test
    void refusesTwoEndsThatAreOne() throws UnknownHostException {
        InetAddress local = InetAddress.getByName("192.168.173.1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WfdLink(INTERFACE, local, local))
                .withMessageContaining("192.168.173.1");
    }
}
