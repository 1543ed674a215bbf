// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceIdTest {
    @Test
    void isWrittenAsWindowsDoes() {
        assertThat(InterfaceId.parse("00112233-4455-6677-8899-aabbccddeeff"))
                .hasToString("{00112233-4455-6677-8899-AABBCCDDEEFF}");
    }

    @Test
    void readsWhatItWrites() {
        InterfaceId id = InterfaceId.parse("{00112233-4455-6677-8899-AABBCCDDEEFF}");

        assertThat(InterfaceId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-2-3-4-5", "{00112233-4455-6677-8899-AABBCCDDEEFF", "00112233-4455-6677-8899-AABBCCDDEEGG"
            })
    void refusesWhatIsNoGuid(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> InterfaceId.parse(text));
    }
}
