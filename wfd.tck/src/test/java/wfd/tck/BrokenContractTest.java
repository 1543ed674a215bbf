// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Each rule can fail: a provider with a flaw fails the rules that the flaw breaks. */
@Timeout(120)
class BrokenContractTest {
    /** What depends on who is faster may go well once: a rule is to fail in one of so many runs. */
    private static final int RUNS = 5;

    @ParameterizedTest
    @EnumSource
    void aFlawIsNoticed(Flaw flaw) {
        Set<String> missing = new HashSet<>(flaw.brokenRules());
        for (int i = 0; i < RUNS && !missing.isEmpty(); i++) {
            missing.removeAll(failed(flaw, missing));
        }
        assertThat(missing).as("rules that do not fail").isEmpty();
    }

    private static Set<String> failed(Flaw flaw, Set<String> names) {
        var run = EngineTestKit.engine("junit-jupiter").configurationParameter(BrokenContract.FLAW, flaw.name());
        for (Method rule : rules()) {
            if (names.contains(rule.getName())) {
                run.selectors(selectMethod(BrokenContract.class, rule));
            }
        }
        return run.execute().testEvents().failed().stream()
                .map(BrokenContractTest::ruleOf)
                .collect(Collectors.toSet());
    }

    @Test
    void everyRuleCanFail() {
        assertThat(Arrays.stream(Flaw.values()).flatMap(flaw -> flaw.brokenRules().stream()))
                .containsAll(rules().stream().map(Method::getName).toList());
    }

    private static List<Method> rules() {
        return Arrays.stream(BrokenContract.class.getMethods())
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .toList();
    }

    private static String ruleOf(Event event) {
        return event.getTestDescriptor()
                .getSource()
                .map(source -> ((MethodSource) source).getMethodName())
                .orElseThrow();
    }
}
