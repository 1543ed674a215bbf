// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {
    @Test
    void keepsTheFirstOctetOnTop() {
        assertThat(MacAddress.parse("02:11:22:aa:bb:cc").bits()).isEqualTo(0x021122AABBCCL);
    }

    @Test
    void writesWhatItReads() {
        assertThat(MacAddress.parse("0A-FF-00-10-80-01")).hasToString("0a:ff:00:10:80:01");
    }

    @Test
    void givesAndTakesOctetsInTheOrderOfTheAir() {
        byte[] octets = {(byte) 0xF2, 0, 1, (byte) 0x80, 0x7F, 5};

        assertThat(MacAddress.of(octets).octets()).isEqualTo(octets);
    }

    @Test
    void knowsGroupAddresses() {
        assertThat(MacAddress.parse("ff:ff:ff:ff:ff:ff").isGroup()).isTrue();
        assertThat(MacAddress.parse("02:00:00:00:00:01").isGroup()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "02:00:00:00:00", "02:00:00-00:00:01", "2:0:0:0:0:1", "02:00:00:00:00:0g", "020000000001"})
    void refusesOtherNotations(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAddress.parse(text))
                .withMessageContaining(text);
    }

    @Test
    void refusesMoreThanFortyEightBits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MacAddress(1L << 48))
                .withMessageContaining("48 bits");
    }

    @Test
    void refusesAnotherNumberOfOctets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAddress.of(new byte[8]))
                .withMessageContaining("8 octets");
    }
}
