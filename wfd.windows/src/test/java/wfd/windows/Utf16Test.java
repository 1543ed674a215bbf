// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import org.junit.jupiter.api.Test;

class Utf16Test {
    @Test
    void aStringHasItsNullAndIsReadUpToIt() {
        byte[] octets = Utf16.octets("a\u20ac\ud83d\udcfa");

        assertThat(octets).hasSize(10).endsWith(0, 0);
        assertThat(Utf16.terminated(octets)).isEqualTo("a\u20ac\ud83d\udcfa");
    }

    @Test
    void withoutANullTheOctetsEndItAndAnOddOneIsLeftAside() {
        assertThat(Utf16.terminated(new byte[] {'a', 0, 'b', 0, 'c'})).isEqualTo("ab");
        assertThat(Utf16.terminated(new byte[0])).isEmpty();
    }

    @Test
    void aStringInNativeMemoryEndsAtItsNullOrAtTheLimit() {
        byte[] octets = Utf16.octets("x".repeat(2000));
        try (Memory memory = new Memory(octets.length)) {
            memory.write(0, octets, 0, octets.length);
            assertThat(Utf16.at(memory)).hasSize(1024);

            memory.setShort(6, (short) 0);
            assertThat(Utf16.at(memory)).isEqualTo("xxx");
        }
    }
}
