// SPDX-License-Identifier: Apache-2.0
package miracast.host.tone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioRequest;
import miracast.api.audio.AudioSource;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToneSourceTest {
    private final ToneSource tone = new ToneSource();

    private static AudioRequest request(String location, Map<String, String> options) {
        return new AudioRequest("c1", location, options, false);
    }

    @ParameterizedTest
    @CsvSource({"'',1000", "440,440", "20000,20000"})
    void hasTheFrequencyOfItsLocation(String location, int hertz) throws Exception {
        try (AudioStream stream = tone.open(request(location, Map.of()))) {
            AudioBlock block = new AudioBlock();
            int rises = 0;
            short before = 0;
            for (int i = 0; i < 100; i++) {
                assertThat(stream.next(block, 1_000_000_000 + i * 10_000_000L)).isTrue();
                for (int s = 0; s < block.samples(); s++) {
                    rises += before <= 0 && block.left(s) > 0 ? 1 : 0;
                    before = block.left(s);
                    assertThat(block.right(s)).isEqualTo(block.left(s));
                }
            }
            assertThat(rises).isCloseTo(hertz, within(1));
        }
    }

    @Test
    void givesNothingThatIsNotToBeHeardYet() throws Exception {
        try (AudioStream stream = tone.open(request("", Map.of()))) {
            AudioBlock block = new AudioBlock();
            assertThat(stream.next(block, 1_000_000_000)).isTrue();
            assertThat(stream.next(block, 1_000_000_000)).isFalse();
            assertThat(stream.next(block, 1_000_000_001)).isTrue();
            assertThat(block.timestampNs()).isEqualTo(1_000_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"19", "20001", "-5", "a", "1e3", "999999"})
    void refusesOtherFrequencies(String location) {
        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> tone.open(request(location, Map.of())))
                .withMessageContaining("'" + location + "'");
    }

    @Test
    void optionsAreRefusedByName() {
        for (AudioSource source : new AudioSource[] {tone, new SilenceSource()}) {
            assertThatExceptionOfType(AudioSourceException.class)
                    .isThrownBy(() -> source.open(request("", Map.of("loop", "true"))))
                    .withMessageContaining("loop");
        }
    }
}
