// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ComplaintTest {
    private final Complaint complaint =
            new Complaint(Set.of("miracast:stop", "miracast:stats", "miracast:casts", "wfd:devices", "felix:stop"));

    private String of(String message) {
        return complaint.of(new IllegalArgumentException(message));
    }

    @Test
    void aCommandThatIsMistypedIsAnsweredWithTheOneThatWasMeant() {
        assertThat(of("Command not found: miracast:stpo"))
                .isEqualTo("There is no command miracast:stpo. Did you mean miracast:stop? 'help' lists them all.");
        assertThat(of("Command not found: stpo")).contains("Did you mean miracast:stop?");
        assertThat(of("Command not found: device"))
                .isEqualTo("There is no command device. Did you mean wfd:devices? 'help' lists them all.");
    }

    @Test
    void nothingIsGuessedOfACommandThatIsFarFromAll() {
        assertThat(of("Command not found: frobnicate"))
                .isEqualTo("There is no command frobnicate. 'help' lists them all.");
    }

    @Test
    void argumentsThatDoNotFitAreNotToldInTermsOfJava() {
        assertThat(of("Cannot coerce cast(Token, Token) to any of [(boolean, String)]"))
                .isEqualTo("cast does not take these arguments. 'help cast' tells which it does.");
    }

    @Test
    void whatACommandSaysItselfIsLeftAsItIs() {
        assertThat(of("There is no cast 'c9'. Casts are [].")).isEqualTo("There is no cast 'c9'. Casts are [].");
        assertThat(complaint.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void theDistanceOfWordsIsInLetters() {
        assertThat(Complaint.distance("stop", "stop")).isZero();
        assertThat(Complaint.distance("stop", "stpo")).isEqualTo(2);
        assertThat(Complaint.distance("", "stop")).isEqualTo(4);
        assertThat(Complaint.distance("stop", "stops")).isEqualTo(1);
    }
}
