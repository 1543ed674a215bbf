// SPDX-License-Identifier: Apache-2.0
package miracast.shell.health;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import miracast.shell.doctor.Check;
import miracast.shell.doctor.Doctor;
import miracast.shell.doctor.Finding;
import miracast.shell.doctor.Subject;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Offers each check of the doctor to Felix Health Checks, with the tags {@code miracast} and its subject. Waits for the executor,
 * so that this class is loaded only where the package is there. By hand, since there is one service for each check. Bound and
 * unbound on any thread.
 */
@Component(
        enabled = false, // by whoever knows that there is an executor: OccasionalComponents
        service = {},
        immediate = true)
public final class HealthChecks {
    /** What these open may be wanted by a cast: a GPU encodes so many streams, a camera gives one. Others may be asked at any rate. */
    private static final Set<Subject> OPENING = Set.of(Subject.ENCODERS, Subject.SOURCES);

    private static final long OPENED_AGAIN_AFTER_MS = TimeUnit.MINUTES.toMillis(1);

    private final BundleContext context;
    private final Doctor doctor;
    private final Map<Check, ServiceRegistration<?>> registrations = new ConcurrentHashMap<>();

    /**
     * @param context of this bundle
     * @param executor a sign that health checks are wanted
     * @param doctor runs the checks
     */
    @Activate
    public HealthChecks(BundleContext context, @Reference HealthCheckExecutor executor, @Reference Doctor doctor) {
        this.context = context;
        this.doctor = doctor;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCheck(Check check) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HealthCheck.NAME, "Miracast " + check.subject());
        properties.put(
                HealthCheck.TAGS, new String[] {"miracast", check.subject().toString()});
        if (OPENING.contains(check.subject())) {
            properties.put(HealthCheck.RESULT_CACHE_TTL_IN_MS, OPENED_AGAIN_AFTER_MS);
        }
        registrations.put(check, context.registerService(HealthCheck.class, () -> execute(check), properties));
    }

    void unbindCheck(Check check) {
        ServiceRegistration<?> registration = registrations.remove(check);
        if (registration != null) {
            registration.unregister();
        }
    }

    private Result execute(Check check) {
        FormattingResultLog log = new FormattingResultLog();
        try {
            doctor.examineUnnoticed(check).forEach(finding -> tell(log, finding));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.healthCheckError("The check was interrupted.");
        }
        return new Result(log);
    }

    private static void tell(FormattingResultLog log, Finding finding) {
        List<Object> what = List.of(finding.what(), finding.remedy());
        switch (finding.verdict()) {
            case OK -> log.info("{}", finding.what());
            case WARNING -> log.warn("{} {}", what.toArray());
            case ERROR -> log.critical("{} {}", what.toArray());
        }
    }
}
