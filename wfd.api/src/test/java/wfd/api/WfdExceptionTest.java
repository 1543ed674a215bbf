// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WfdExceptionTest {
    @Test
    void keepsTheSystemsMessageAsItCame() {
        assertThat(new WfdException(WfdError.ERROR_CANCELLED, 7, "The operation was canceled by the user."))
                .hasMessage("The operation was canceled by the user.");
    }

    @Test
    void tellsEverythingInOneLine() {
        assertThat(new WfdException(WfdError.ERROR_INVALID_STATE, 0x00050014, "open 02:00:00:00:00:01"))
                .hasToString("wfd.api.WfdException: open 02:00:00:00:00:01: ERROR_INVALID_STATE (5023),"
                        + " reason code 327700");
    }

    @Test
    void namesErrorsOfTheSystemAsTheSystemDoes() {
        assertThat(WfdError.describe(0x800706BA)).isEqualTo("error 0x800706BA");
        assertThat(WfdError.describe(1722)).isEqualTo("error 1722");
    }

    @Test
    void refusesSuccess() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WfdException(0, 0, "open"));
    }
}
