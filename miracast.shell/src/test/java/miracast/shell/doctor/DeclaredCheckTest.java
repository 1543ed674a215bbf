// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import miracast.api.cast.Cast;
import miracast.api.cast.DeclaredCast;
import miracast.api.cast.DeclaredCast.State;
import miracast.api.cast.DeclaredCastChange;
import miracast.shell.doctor.Finding.Verdict;
import org.junit.jupiter.api.Test;

/** What the doctor says of casts that configurations declare. */
class DeclaredCheckTest {
    private static final String WRONG = "miracast.cast~broken: bitRate 'fast' is no number";

    private final DeclaredCheck check = new DeclaredCheck();

    private record Declared(String name, State state, String detail, List<String> problems) implements DeclaredCast {
        @Override
        public String pid() {
            return FACTORY_PID + "~" + name;
        }

        @Override
        public Instant since() {
            return Instant.EPOCH;
        }

        @Override
        public Optional<Instant> next() {
            return Optional.empty();
        }

        @Override
        public List<DeclaredCastChange> log() {
            return List.of();
        }

        @Override
        public Optional<Cast> cast() {
            return Optional.empty();
        }
    }

    private List<Finding> findings(DeclaredCast... declarations) {
        check.declarations = List.of(declarations);
        return check.findings();
    }

    @Test
    void aConfigurationThatIsWrongIsAnErrorForEachMistake() {
        String other = "miracast.cast~broken: device is missing";

        assertThat(findings(new Declared("broken", State.INVALID, "2 mistakes", List.of(WRONG, other))))
                .containsExactly(
                        Finding.error(WRONG, "Correct it: until then nothing is cast."),
                        Finding.error(other, "Correct it: until then nothing is cast."));
    }

    @Test
    void aWrongChangeIsAnErrorWhileWhatWasDeclaredBeforePlaysOn() {
        assertThat(findings(new Declared("broken", State.CASTING, "plays", List.of(WRONG))))
                .containsExactly(Finding.error(WRONG, "Correct it: until then what it declared before is cast."));
    }

    @Test
    void aCastThatIsTriedAgainIsAWarningAndOneThatRestsIsNone() {
        List<Finding> findings = findings(
                new Declared("a", State.BACKING_OFF, "port 7236 is taken", List.of()),
                new Declared("b", State.OFF_HOURS, "nothing to show before Tue", List.of()),
                new Declared("c", State.CASTING, "plays", List.of()),
                new Declared("d", State.NO_HOST, "there is no host", List.of()));

        assertThat(findings)
                .extracting(Finding::verdict)
                .containsExactly(Verdict.WARNING, Verdict.OK, Verdict.OK, Verdict.WARNING);
        assertThat(findings.get(0).what())
                .isEqualTo("Declared cast a (miracast.cast~a) is BACKING_OFF: port 7236 is taken");
        assertThat(findings.get(0).remedy()).isEqualTo("See miracast:log a.");
    }

    @Test
    void whereNothingIsDeclaredThatIsTold() {
        assertThat(findings()).containsExactly(Finding.ok("No configuration declares a cast."));
    }
}
