// SPDX-License-Identifier: Apache-2.0
package miracast.shell.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import miracast.shell.doctor.Check;
import miracast.shell.doctor.Doctor;
import miracast.shell.doctor.Finding;
import miracast.shell.doctor.Subject;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** What a monitor sees of the doctor. */
class HealthChecksTest {
    private final List<HealthCheck> offered = new ArrayList<>();
    private final List<Dictionary<?, ?>> properties = new ArrayList<>();
    private final HealthChecks checks = new HealthChecks(
            proxy(BundleContext.class, (method, arguments) -> {
                offered.add((HealthCheck) arguments[1]);
                properties.add((Dictionary<?, ?>) arguments[2]);
                return proxy(ServiceRegistration.class, (unregister, none) -> offered.remove(arguments[1]));
            }),
            null,
            new Doctor());

    private record Said(Subject subject, List<Finding> findings) implements Check {
        Said(List<Finding> findings) {
            this(Subject.PORT, findings);
        }
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = answer.to(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }

    private Status statusOf(Finding... findings) {
        checks.bindCheck(new Said(List.of(findings)));
        return offered.get(offered.size() - 1).execute().getStatus();
    }

    @Test
    void aCheckIsOfferedWithItsNameAndTagsWhileItIsThere() {
        Check check = new Said(List.of(Finding.ok("free")));

        checks.bindCheck(check);
        assertThat(properties.get(0).get(HealthCheck.NAME)).isEqualTo("Miracast port");
        assertThat((String[]) properties.get(0).get(HealthCheck.TAGS)).containsExactly("miracast", "port");

        checks.unbindCheck(check);
        assertThat(offered).isEmpty();
    }

    @Test
    void whatOpensEncodersAndSourcesIsNotDoneAtEveryQuestion() {
        checks.bindCheck(new Said(Subject.ENCODERS, List.of()));
        checks.bindCheck(new Said(Subject.MEMORY, List.of()));

        assertThat(properties.get(0).get(HealthCheck.RESULT_CACHE_TTL_IN_MS)).isEqualTo(60_000L);
        assertThat(properties.get(1).get(HealthCheck.RESULT_CACHE_TTL_IN_MS)).isNull();
    }

    @Test
    void theStatusIsThatOfTheWorstFinding() {
        assertThat(statusOf(Finding.ok("free"))).isEqualTo(Status.OK);
        assertThat(statusOf(Finding.ok("free"), Finding.warning("late", "wait")))
                .isEqualTo(Status.WARN);
        assertThat(statusOf(Finding.error("taken", "end it"), Finding.ok("free")))
                .isEqualTo(Status.CRITICAL);
    }

    @Test
    void theLogSaysWhatToDo() {
        checks.bindCheck(new Said(List.of(Finding.error("Port 7236 is taken.", "End {} the other program."))));

        Result result = offered.get(0).execute();

        assertThat(result.iterator().next().getMessage()).isEqualTo("Port 7236 is taken. End {} the other program.");
    }
}
