// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketOptionsTest {
    private static MediaSockets open(int dscp) throws Exception {
        StreamSettings settings =
                new StreamSettings(80_000_000, 32, 0.4, 50_000, 59_999, dscp, 256 * 1024, 7_000_000_000L);
        return MediaSockets.open(InetAddress.getLoopbackAddress(), true, settings, new SplittableRandom());
    }

    /** The code point is the upper six bits of the octet: 40 is 0xA0, which Wi-Fi sends as video. */
    @ParameterizedTest
    @CsvSource({"40, 160", "34, 136", "0, 0"})
    void mediaAndReportsAreMarkedForTheirClass(int dscp, int octet) throws Exception {
        try (MediaSockets sockets = open(dscp)) {
            for (DatagramChannel channel : List.of(sockets.rtp(), sockets.rtcp().orElseThrow())) {
                assertThat(channel.getOption(StandardSocketOptions.IP_TOS)).isEqualTo(octet);
            }
        }
    }

    @Test
    void mediaLeavesFromAnEvenPortAndReportsFromTheNext() throws Exception {
        try (MediaSockets sockets = open(40)) {
            assertThat(sockets.port()).isEven();
            assertThat(sockets.rtcp().orElseThrow().socket().getLocalPort()).isEqualTo(sockets.port() + 1);
        }
    }
}
