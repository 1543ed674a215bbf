// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
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
    @ParameterizedTest
    @EnumSource
    void aFlawIsNoticed(Flaw flaw) {
        var run = EngineTestKit.engine("junit-jupiter").configurationParameter(BrokenContract.FLAW, flaw.name());
        for (Method rule : rules())
            if (flaw.brokenRules().contains(rule.getName())) run.selectors(selectMethod(BrokenContract.class, rule));

        Set<String> failed = run.execute().testEvents().failed().stream()
                .map(BrokenContractTest::ruleOf)
                .collect(Collectors.toSet());

        assertThat(failed).containsExactlyInAnyOrderElementsOf(flaw.brokenRules());
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
