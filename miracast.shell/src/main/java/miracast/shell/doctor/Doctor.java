// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Runs the checks, one after the other. Any thread, several at once: each run of a check has a thread of its own, so that a
 * native library that hangs is a finding and not the end of the shell.
 */
@Component(service = Doctor.class)
public final class Doctor {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<Check> checks = List.of();

    private final Duration patience;

    @Activate
    public Doctor() {
        this(PATIENCE);
    }

    Doctor(Duration patience) {
        this.patience = patience;
    }

    /**
     * A finding and what it is about.
     *
     * @param subject of the check
     * @param finding of the check
     */
    public record Line(Subject subject, Finding finding) {}

    /** All findings of all checks. */
    public List<Line> examine() throws InterruptedException {
        List<Check> ordered =
                checks.stream().sorted(Comparator.comparing(Check::subject)).toList();
        List<Line> lines = new ArrayList<>();
        for (Check check : ordered) {
            run(check, check::findings).forEach(finding -> lines.add(new Line(check.subject(), finding)));
        }
        return List.copyOf(lines);
    }

    /** What one check finds {@linkplain Check#unnoticed() unnoticed}, which includes that it failed or took too long. */
    public List<Finding> examineUnnoticed(Check check) throws InterruptedException {
        return run(check, check::unnoticed);
    }

    private List<Finding> run(Check check, Callable<List<Finding>> findings) throws InterruptedException {
        FutureTask<List<Finding>> task = new FutureTask<>(findings);
        Thread thread = new Thread(task, "miracast-doctor-" + check.subject());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return List.of(Finding.error(
                    "The check itself failed: " + e.getCause() + ".", "Report it, with the log of this moment."));
        } catch (TimeoutException e) {
            return List.of(Finding.error(
                    "The check was not over after " + patience.toSeconds() + " s.",
                    "A library or a device hangs: see what thread " + thread.getName() + " waits for."));
        } finally {
            task.cancel(true);
        }
    }
}
