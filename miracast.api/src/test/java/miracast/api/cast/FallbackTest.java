// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FallbackTest {

    @Test
    void isReadFromItsText() {
        assertThat(Fallback.parse("hold")).isEqualTo(Fallback.hold());
        assertThat(Fallback.parse("picture:/srv/logo.png")).isEqualTo(Fallback.picture(Path.of("/srv/logo.png")));
        assertThat(Fallback.parse("pattern")).isEqualTo(Fallback.pattern(""));
        assertThat(Fallback.parse(" Pattern: Back soon: 5 min ")).isEqualTo(Fallback.pattern("Back soon: 5 min"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "picture:/srv/a:b.png", "pattern", "pattern:Back soon"})
    void isWrittenAsItIsRead(String text) {
        assertThat(Fallback.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hold:", "picture", "picture:", "black", ":pattern"})
    void isNothingElse(String text) {
        assertThatThrownBy(() -> Fallback.parse(text))
                .hasMessage("fallback '" + text + "' is none of hold, picture:FILE, pattern, pattern:TEXT");
    }

    @Test
    void refusesTextThatFitsInNoLine() {
        assertThatThrownBy(() -> Fallback.pattern("x".repeat(61)))
                .hasMessageStartingWith("fallback text has 61 characters, at most 60 are allowed");
        assertThatThrownBy(() -> Fallback.pattern("two\nlines")).hasMessage("fallback text has control characters");
    }
}
