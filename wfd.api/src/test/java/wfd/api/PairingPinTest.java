// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairingPinTest {
    @ParameterizedTest
    @ValueSource(strings = {"12345670", "00000000", "0000", "4711"})
    void aPinOfFourOrEightDigitsIsAPin(String digits) {
        assertThat(new PairingPin(digits).digits()).isEqualTo(digits);
    }

    @Test
    void groupsOfDigitsAreReadAsOnePin() {
        assertThat(PairingPin.parse("1234-5670")).isEqualTo(PairingPin.parse(" 12 345 670"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "12345", "1234567", "123456700", "1234567a", "١٢٣٤"})
    void anythingElseIsRefusedWithItsLength(String digits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairingPin(digits))
                .withMessage("pin has " + digits.length() + " characters, must be 4 or 8 digits");
    }

    @Test
    void everyMistypedDigitIsNoticed() {
        for (int place = 0; place < 8; place++)
            for (char digit = '0'; digit <= '9'; digit++) {
                StringBuilder typed = new StringBuilder("12345670");
                if (typed.charAt(place) == digit) continue;
                typed.setCharAt(place, digit);
                assertThatIllegalArgumentException().isThrownBy(() -> new PairingPin(typed.toString()));
            }
    }

    @Test
    void aPinIsMadeOfSevenDigits() {
        assertThat(PairingPin.withChecksum(1234567).digits()).isEqualTo("12345670");
        assertThat(PairingPin.withChecksum(7).digits()).isEqualTo("00000079");
        assertThatIllegalArgumentException().isThrownBy(() -> PairingPin.withChecksum(10_000_000));
    }

    @Test
    void noTextOfItTellsIt() {
        assertThat(new PairingPin("12345670")).hasToString("PIN of 8 digits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairingPin("12345671"))
                .withMessageNotContaining("1234");
    }
}
