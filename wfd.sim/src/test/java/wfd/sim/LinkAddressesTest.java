// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import wfd.api.MacAddress;

class LinkAddressesTest {
    private static final MacAddress DEVICE = MacAddress.parse("02:00:00:00:78:05");

    private final LinkAddresses addresses = new LinkAddresses();

    @Test
    void bothEndsAreInOneNetwork() throws IOException {
        try (LinkAddresses.Lease lease = addresses.lease(DEVICE)) {
            assertThat(lease.source().getHostAddress()).matches("127\\.\\d+\\.\\d+\\.1");
            assertThat(lease.device().getHostAddress())
                    .isEqualTo(lease.source().getHostAddress().replaceFirst("1$", "2"));
        }
    }

    @Test
    void theSameDeviceGetsTheSameNetworkAgain() throws IOException {
        String first;
        try (LinkAddresses.Lease lease = addresses.lease(DEVICE)) {
            first = lease.device().getHostAddress();
        }
        try (LinkAddresses.Lease lease = addresses.lease(DEVICE)) {
            assertThat(lease.device().getHostAddress()).isEqualTo(first);
        }
    }

    @Test
    void aNetworkInUseIsNotGivenAgain() throws IOException {
        LinkAddresses ofAnotherProcess = new LinkAddresses();
        try (LinkAddresses.Lease lease = addresses.lease(DEVICE);
                LinkAddresses.Lease other = ofAnotherProcess.lease(DEVICE)) {
            assertThat(other.source()).isNotEqualTo(lease.source());
        }
    }

    @Test
    void theNetworkOfLocalhostIsNeverGiven() throws IOException {
        try (LinkAddresses.Lease lease = addresses.lease(MacAddress.parse("02:00:00:00:00:00"))) {
            assertThat(lease.source().getHostAddress()).doesNotStartWith("127.0.0.");
        }
    }

    @Test
    void theLastNetworkIsFollowedByTheFirst() throws IOException {
        MacAddress last = MacAddress.parse("02:00:00:00:ff:ff");
        try (LinkAddresses.Lease lease = addresses.lease(last);
                LinkAddresses.Lease next = addresses.lease(last)) {
            assertThat(lease.source()).isNotEqualTo(next.source());
        }
    }

    @Test
    void eachSourceCanHaveTheSamePort() throws IOException {
        try (LinkAddresses.Lease first = addresses.lease(DEVICE);
                LinkAddresses.Lease second = addresses.lease(DEVICE);
                ServerSocket server = new ServerSocket(7236, 1, first.source());
                ServerSocket other = new ServerSocket(7236, 1, second.source())) {
            assertThat(other.getLocalPort()).isEqualTo(server.getLocalPort());
        }
    }
}
