// SPDX-License-Identifier: Apache-2.0
package miracast.api.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfiguredTest {
    @interface Config {
        int threads() default 2;

        String preset() default "fast";
    }

    private record Settings(int threads, String preset) {
        static Settings of(Config config) {
            if (config.threads() > 64) {
                throw new IllegalArgumentException("threads " + config.threads() + " is not in 0 to 64");
            }
            return new Settings(config.threads(), config.preset());
        }
    }

    private final List<String> log = new ArrayList<>();
    private final Configured<Config, Settings> configured =
            new Configured<>("some.pid", Config.class, Settings::of, log::add);

    /** As Declarative Services does it: what is not set has its default, what cannot be converted throws when it is read. */
    private static Config config(Object threads) {
        return (Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("threads")) {
                        return method.getDefaultValue();
                    }
                    return threads instanceof String text ? Integer.valueOf(text) : threads;
                });
    }

    @Test
    void beginsWithTheDefaults() {
        assertThat(configured.settings()).isEqualTo(new Settings(2, "fast"));
        assertThat(configured.faults()).isEmpty();
    }

    @Test
    void takesWhatCanBeUsed() {
        assertThat(configured.update(config(7))).isTrue();

        assertThat(configured.settings()).isEqualTo(new Settings(7, "fast"));
        assertThat(log).isEmpty();
    }

    @Test
    void saysWhenNothingIsOtherwise() {
        configured.update(config(7));

        assertThat(configured.update(config(7))).isFalse();
    }

    @Test
    void aWrongConfigurationAtTheBeginningLeavesTheDefaultsAndIsToldOnce() {
        assertThat(configured.update(config(999))).isFalse();

        assertThat(configured.settings()).isEqualTo(new Settings(2, "fast"));
        assertThat(log)
                .containsExactly(
                        "configuration some.pid is not used, the defaults hold: threads 999 is not in 0 to 64");
        assertThat(configured.faults()).isEqualTo(log);
    }

    @Test
    void aWrongChangeLeavesWhatWasBefore() {
        configured.update(config(7));

        configured.update(config(999));

        assertThat(configured.settings()).isEqualTo(new Settings(7, "fast"));
        assertThat(log)
                .containsExactly(
                        "configuration some.pid is not used, the one before stays: threads 999 is not in 0 to 64");
    }

    @Test
    void aSecondWrongConfigurationDoesNotCallTheFirstOneUsed() {
        configured.update(config(999));

        configured.update(config(998));

        assertThat(configured.faults())
                .containsExactly(
                        "configuration some.pid is not used, the defaults hold: threads 998 is not in 0 to 64");
    }

    @Test
    void whereDefaultsSayTooLittleNothingIsDoneUntilAConfigurationCanBeUsed() {
        Settings nothing = new Settings(0, "");
        Configured<Config, Settings> needed =
                new Configured<>("some.pid", Config.class, Settings::of, nothing, log::add);

        needed.update(config(999));

        assertThat(needed.settings()).isSameAs(nothing);
        assertThat(log)
                .containsExactly("configuration some.pid is not used, nothing is done: threads 999 is not in 0 to 64");
        assertThat(needed.update(config(7))).isTrue();
        assertThat(needed.settings().threads()).isEqualTo(7);
    }

    @Test
    void aValueOfAnotherTypeIsToldWithItsField() {
        configured.update(config("many"));

        assertThat(configured.settings().threads()).isEqualTo(2);
        assertThat(configured.faults()).singleElement().asString().contains("threads cannot be read", "\"many\"");
    }

    @Test
    void aMendedConfigurationHasNoFaultAnyMore() {
        configured.update(config(999));

        configured.update(config(7));

        assertThat(configured.settings().threads()).isEqualTo(7);
        assertThat(configured.faults()).isEmpty();
    }

    @Test
    void defaultsThatDoNotPassTheCheckAreAnErrorOfTheProgram() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Configured<>(
                        "some.pid",
                        Config.class,
                        config -> {
                            throw new IllegalArgumentException("threads " + config.threads());
                        },
                        log::add))
                .withMessage("threads 2");
    }
}
