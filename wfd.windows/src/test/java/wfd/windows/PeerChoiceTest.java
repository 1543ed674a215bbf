// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wfd.api.InterfaceId;
import wfd.api.MacAddress;
import wfd.api.WfdLink;
import wfd.windows.NativeAddresses.Adapter;
import wfd.windows.NativeAddresses.Neighbour;

class PeerChoiceTest {
    private static final InterfaceId ID = new InterfaceId(new UUID(1, 2));
    private static final MacAddress DISPLAY = MacAddress.parse("00:11:22:33:44:55");
    private static final MacAddress OTHER = MacAddress.parse("00:11:22:33:44:66");

    private final PeerChoice choice = new PeerChoice(DISPLAY);

    private static InetAddress ip(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private static List<InetAddress> ips(String... addresses) {
        return Stream.of(addresses).map(PeerChoiceTest::ip).toList();
    }

    private static Adapter adapter(String... addresses) {
        return new Adapter(7, true, ips(addresses), List.of(), null);
    }

    private static Neighbour neighbour(String address, MacAddress physical) {
        return new Neighbour(ip(address), physical);
    }

    private Optional<String> peer(Adapter adapter, Neighbour... neighbours) {
        return choice.link(ID, adapter, List.of(neighbours)).map(WfdLink::peer).map(InetAddress::getHostAddress);
    }

    @Test
    void theNeighbourWithTheDisplaysAddressIsThePeer() {
        assertThat(peer(
                        adapter("192.168.137.1"),
                        neighbour("192.168.137.20", OTHER),
                        neighbour("192.168.137.30", DISPLAY)))
                .contains("192.168.137.30");
    }

    @Test
    void itsInterfaceAddressMayDifferByTheLocallyAdministeredBit() {
        MacAddress local = MacAddress.parse("02:11:22:33:44:55");

        assertThat(peer(
                        adapter("192.168.137.1"),
                        neighbour("192.168.137.20", OTHER),
                        neighbour("192.168.137.30", local)))
                .contains("192.168.137.30");
    }

    @Test
    void aKnownNeighbourGoesBeforeTheGateway() {
        Adapter adapter = new Adapter(7, true, ips("192.168.49.10"), ips("192.168.49.1"), null);

        assertThat(peer(adapter, neighbour("192.168.49.7", DISPLAY))).contains("192.168.49.7");
    }

    @Test
    void theDhcpServerIsThePeerIfTheDisplayOwnsTheGroup() {
        Adapter adapter = new Adapter(7, true, ips("192.168.49.10"), List.of(), ip("192.168.49.1"));

        assertThat(peer(adapter)).contains("192.168.49.1");
    }

    @Test
    void theGatewayIsThePeerIfNoDhcpServerIsKnown() {
        Adapter adapter = new Adapter(7, true, ips("192.168.49.10"), ips("0.0.0.0", "192.168.49.1"), null);

        assertThat(peer(adapter)).contains("192.168.49.1");
    }

    @Test
    void ourselvesAsDhcpServerAreNotThePeer() {
        Adapter adapter = new Adapter(7, true, ips("192.168.137.1"), List.of(), ip("192.168.137.1"));

        assertThat(peer(adapter)).isEmpty();
        assertThat(peer(adapter, neighbour("192.168.137.20", null))).contains("192.168.137.20");
    }

    @Test
    void theOnlyNeighbourIsThePeerIfWeOwnTheGroup() {
        assertThat(peer(adapter("192.168.137.1"), neighbour("192.168.137.20", OTHER)))
                .contains("192.168.137.20");
    }

    @Test
    void oneOfTwoUnknownNeighboursIsNotGuessed() {
        assertThat(peer(
                        adapter("192.168.137.1"),
                        neighbour("192.168.137.20", OTHER),
                        neighbour("192.168.137.30", null)))
                .isEmpty();
    }

    @Test
    void broadcastMulticastAndGroupAddressesAreNoNeighbours() {
        assertThat(peer(
                        adapter("192.168.137.1"),
                        neighbour("192.168.137.255", MacAddress.parse("ff:ff:ff:ff:ff:ff")),
                        neighbour("224.0.0.22", MacAddress.parse("01:00:5e:00:00:16")),
                        neighbour("192.168.137.99", MacAddress.parse("01:00:5e:00:00:17")),
                        neighbour("192.168.137.1", null),
                        neighbour("192.168.137.20", OTHER)))
                .contains("192.168.137.20");
    }

    @Test
    void theLocalAddressIsTheOneNearestToThePeer() {
        Optional<WfdLink> link = choice.link(
                ID,
                adapter("169.254.3.4", "192.168.136.1", "192.168.137.1"),
                List.of(neighbour("192.168.137.20", DISPLAY)));

        assertThat(link).contains(new WfdLink(ID, ip("192.168.137.1"), ip("192.168.137.20")));
    }

    @Test
    void thereIsNoLinkBeforeTheAdapterIsUpAndHasAnAddress() {
        Neighbour display = neighbour("192.168.137.20", DISPLAY);

        assertThat(peer(new Adapter(7, false, ips("192.168.137.1"), List.of(), null), display))
                .isEmpty();
        assertThat(peer(adapter(), display)).isEmpty();
        assertThat(peer(adapter("0.0.0.0"), display)).isEmpty();
        assertThat(peer(adapter("192.168.137.1"))).isEmpty();
    }
}
