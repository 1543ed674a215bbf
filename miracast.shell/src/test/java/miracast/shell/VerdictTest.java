// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import miracast.api.cast.CastStatistics;
import miracast.api.sink.SinkStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private final Map<String, Object> sent = new HashMap<>(Map.of("framesSent", 300L));
    private final Map<String, Object> shown = new HashMap<>(Map.of("decoded", 300L, "markers", 300L));

    @Test
    void displayThatShowedAllHasNoFault() {
        assertThat(faults()).isEmpty();
    }

    @Test
    void framesOnTheirWayAtTheEndAreNoFault() {
        sent.put("framesSent", 300L + Verdict.TAIL);

        assertThat(faults()).isEmpty();
    }

    @Test
    void framesThatWereNotShownAreAFault() {
        sent.put("framesSent", 320L);

        assertThat(faults()).containsExactly("20 of 320 frames sent were not shown.");
    }

    @Test
    void displayThatShowedNothingIsAFaultHoweverLittleWasSent() {
        sent.put("framesSent", 0L);
        shown.put("decoded", 0L);
        shown.put("markers", 0L);

        assertThat(faults()).containsExactly("The display showed no picture at all.");
    }

    @Test
    void pictureWithoutFrameNumberIsAFaultOfThePattern() {
        shown.put("markers", 299L);

        assertThat(faults()).containsExactly("1 pictures had no readable frame number.");
    }

    @Test
    void pictureWithoutFrameNumberIsNoFaultOfAFile() {
        shown.put("markers", 0L);

        assertThat(Verdict.faults(sent(), shown(), false)).isEmpty();
    }

    @Test
    void beepThatIsFarFromItsFlashIsAFault() {
        shown.put("soundOffsetMedianMs", -20.1);

        assertThat(faults()).containsExactly("Beeps came 20.1 ms before their flashes.");
    }

    @Test
    void beepThatIsNearItsFlashIsNoFault() {
        shown.put("soundOffsetMedianMs", 19.9);

        assertThat(faults()).isEmpty();
    }

    @Test
    void missingFrameNumberIsAFault() {
        shown.put("markersMissing", 2L);

        assertThat(faults()).containsExactly("2 frame numbers are missing.");
    }

    @Test
    void frameNumberOfAFrameThatWasNeverSentIsNoFault() {
        shown.put("markersMissing", 2L);
        sent.put("framesDropped", 2L);

        assertThat(faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lost",
                "malformed",
                "continuityErrors",
                "sectionErrors",
                "ptsErrors",
                "decodeErrors",
                "audioErrors",
                "dropped",
                "markersOutOfOrder"
            })
    void everyErrorOfTheStreamIsAFault(String figure) {
        shown.put(figure, 3L);

        assertThat(faults()).singleElement().asString().startsWith("3 ");
    }

    @Test
    void complaintsOfTheSinkAreFaults() {
        shown.put("complaints", List.of("PAT is missing"));

        assertThat(faults()).containsExactly("PAT is missing");
    }

    private List<String> faults() {
        return Verdict.faults(sent(), shown(), true);
    }

    private CastStatistics sent() {
        return Figured.of(CastStatistics.class, sent);
    }

    private SinkStatistics shown() {
        return Figured.of(SinkStatistics.class, shown);
    }
}
