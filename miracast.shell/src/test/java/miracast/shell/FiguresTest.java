// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastTarget;
import miracast.api.cast.Monitor;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final FakeCasts casts = new FakeCasts();
    private final Cast cast =
            casts.cast(CastRequest.to(CastTarget.device("television")).build());

    @Test
    void latencyIsSplitIntoItsSteps() {
        casts.sent = Map.ofEntries(
                Map.entry("captureMedianMs", 1.0),
                Map.entry("capture99Ms", 2.0),
                Map.entry("conversionMedianMs", 3.0),
                Map.entry("conversion99Ms", 4.0),
                Map.entry("encodeMedianMs", 5.0),
                Map.entry("encode99Ms", 6.0),
                Map.entry("queueMedianMs", 7.0),
                Map.entry("queue99Ms", 8.0),
                Map.entry("sendMedianMs", 9.0),
                Map.entry("send99Ms", 10.0));

        assertThat(Figures.view(cast, Optional.empty()).lines().map(line -> line.replaceAll(" {2,}", "|")))
                .anyMatch(line -> line.startsWith("capture|1.0 ms|2.0 ms|"))
                .anyMatch(line -> line.startsWith("convert|3.0 ms|4.0 ms|"))
                .anyMatch(line -> line.startsWith("encode|5.0 ms|6.0 ms|"))
                .anyMatch(line -> line.startsWith("queue|7.0 ms|8.0 ms|"))
                .anyMatch(line -> line.startsWith("send|9.0 ms|10.0 ms|"));
    }

    @Test
    void linesFitIntoAWindowOfEightyColumns() {
        casts.sent = Map.ofEntries(
                Map.entry("framesPerSecond", 29.97),
                Map.entry("bitRate", 12_345_678L),
                Map.entry("firstPacketMedianMs", 1234.5),
                Map.entry("lastPacketMedianMs", 1234.5),
                Map.entry("lastPacket99Ms", 1234.5),
                Map.entry("packetsLost", 12345L),
                Map.entry("framesDropped", 1234L));

        assertThat(Figures.view(cast, Optional.empty()).lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void whatWasNotMeasuredIsADash() {
        casts.sent = Map.of();

        assertThat(Figures.view(cast, Optional.empty())).containsPattern("send +- +- +until");
    }

    @Test
    void theMonitorIsTheOneOfTheMoment() {
        casts.sent = Map.of();
        assertThat(Figures.view(cast, Optional.empty()).lines()).contains("monitor: none");
        assertThat(Figures.of(cast).get("monitor").isJsonNull()).isTrue();

        casts.monitor = Optional.of(new Monitor("Projector", new byte[0]));
        assertThat(Figures.view(cast, Optional.empty()).lines()).contains("monitor: Projector");
        assertThat(Figures.of(cast).get("monitor").getAsString()).isEqualTo("Projector");
    }

    @Test
    void lossIsToldByWhoCountedIt() {
        casts.sent = Map.of(
                "packetsLost", 1L, "packetsRefused", 2L, "framesDropped", 3L, "linkRetries", 4L, "linkFailures", 5L);

        assertThat(Figures.view(cast, Optional.empty()))
                .endsWith("lost: 1 packets by the display's reports, 2 refused by the system" + System.lineSeparator()
                        + "frames dropped: 3; radio: 4 tried again, 5 given up");
    }
}
