// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Rectangle;
import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesktopSettingsTest {
    /** A configuration as the framework makes one of the annotation type. */
    record Configured(String[] casts, String area, boolean keyboard) implements DesktopConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return DesktopConfig.class;
        }
    }

    private static DesktopSettings settings(String area, String... casts) {
        return DesktopSettings.of(new Configured(casts, area, true));
    }

    @Test
    void castsAreNamedOrAllOfThem() {
        assertThat(settings("", "c1", " c2 ").allows("c2")).isTrue();
        assertThat(settings("", "c1").allows("c2")).isFalse();
        assertThat(settings("", "*").allows("c2")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aConfigurationThatNamesNobodyIsRefused(String cast) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("", cast))
                .withMessageContaining("casts is empty");
    }

    @Test
    void anAreaMayLieOnAScreenToTheLeft() {
        assertThat(settings("-1920, 0, 1920, 1080", "*").area()).contains(new Rectangle(-1920, 0, 1920, 1080));
        assertThat(settings(" ", "*").area()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "0,0,0,1080", "0,0,1920", "0,0,1920,1080,1", "0,0,100000,1", "1920x1080"})
    void anAreaThatIsNoneIsNamed(String area) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(area, "*"))
                .withMessageContaining("area '" + area + "'")
                .withMessageContaining("0,0,1920,1080");
    }
}
