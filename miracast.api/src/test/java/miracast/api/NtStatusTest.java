// SPDX-License-Identifier: Apache-2.0
package miracast.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NtStatusTest {

    @Test
    void aStatusIsWrittenInEightHexadecimalDigits() {
        assertThat(NtStatus.text(NtStatus.STATUS_DEVICE_INSUFFICIENT_RESOURCES)).isEqualTo("0xC0000468");
        assertThat(NtStatus.text(NtStatus.STATUS_SUCCESS)).isEqualTo("0x00000000");
    }

    @Test
    void anExceptionKeepsItsStatus() {
        assertThat(new MiracastException(NtStatus.STATUS_IO_TIMEOUT, "M1 to 127.0.0.2").ntStatus())
                .isEqualTo(0xC00000B5);
    }
}
