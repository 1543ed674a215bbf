// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The rules for a provider with one flaw. Run by {@link BrokenContractTest} only, since something fails as a matter of course. */
@ExtendWith(BrokenContract.FlawParameter.class)
class BrokenContract extends WifiDirectContract implements PairingRules {
    static final String FLAW = "flaw";

    private final Flaw flaw;

    BrokenContract(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    protected ProviderUnderTest start() {
        return new PaperUnderTest(Set.of(flaw), Duration.ofMillis(600));
    }

    static final class FlawParameter implements ParameterResolver, ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(FLAW).isPresent()
                    ? ConditionEvaluationResult.enabled("a flaw is given")
                    : ConditionEvaluationResult.disabled("run by BrokenContractTest, flaw by flaw");
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Flaw.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Flaw.valueOf(context.getConfigurationParameter(FLAW).orElseThrow());
        }
    }
}
