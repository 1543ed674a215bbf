// SPDX-License-Identifier: Apache-2.0
package miracast.api.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinkRequestTest {
    private final SinkRequest.Builder builder = SinkRequest.builder("tv", new InetSocketAddress("127.0.0.1", 7236));

    @Test
    void startsInGoodAirWithThirtySecondsToConnect() {
        SinkRequest request = builder.build();

        assertThat(request.faults()).isEqualTo(RtpFaults.NONE);
        assertThat(request.connectTimeoutNs()).isEqualTo(30_000_000_000L);
        assertThat(request.decode()).isTrue();
        assertThat(request.recording()).isEmpty();
        assertThat(request.localAddress()).isEmpty();
    }

    @Test
    void refusesANegativeTime() {
        assertThatThrownBy(() -> builder.connectTimeoutNs(-1)).hasMessage("connectTimeoutNs -1 is negative");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesSharesThatAreNone(double share) {
        assertThatThrownBy(() -> new RtpFaults(share, 0, 0, 1)).hasMessage("loss " + share + " is not in 0 to 1");
        assertThatThrownBy(() -> new RtpFaults(0, share, 0, 1)).hasMessage("reordering " + share + " is not in 0 to 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10_001})
    void refusesJitterOutOfRange(int jitterMs) {
        assertThatThrownBy(() -> new RtpFaults(0, 0, jitterMs, 1))
                .hasMessage("jitterMs " + jitterMs + " is not in 0 to 10000");
    }
}
