// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs test classes where there is no Maven: in a Windows JVM. Arguments are their names; the last line counts. */
public final class ConsoleRun {
    private ConsoleRun() {}

    /** Exits with 1 if anything failed or was skipped, or nothing ran. */
    public static void main(String[] classes) {
        Launcher launcher = LauncherFactory.create();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        PrintWriter out = new PrintWriter(System.out, true);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(classes).map(name -> selectClass(name)).toList())
                .build();
        launcher.execute(request, List.of(summary, telling(out)).toArray(TestExecutionListener[]::new));
        TestExecutionSummary result = summary.getSummary();
        result.printFailuresTo(out, 30);
        out.printf(
                "%d passed, %d failed, %d skipped%n",
                result.getTestsSucceededCount(),
                result.getTotalFailureCount(),
                result.getTestsSkippedCount() + result.getTestsAbortedCount());
        System.exit(
                result.getTestsSucceededCount() == result.getTestsFoundCount() && result.getTestsFoundCount() > 0
                        ? 0
                        : 1);
    }

    private static TestExecutionListener telling(PrintWriter out) {
        return new TestExecutionListener() {
            @Override
            public void executionSkipped(TestIdentifier test, String reason) {
                out.println("  skipped " + test.getDisplayName() + ": " + reason);
            }

            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (!test.isTest() || result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) return;
                out.println("  " + result.getStatus() + " " + test.getDisplayName() + ": "
                        + result.getThrowable().map(Throwable::getMessage).orElse(""));
            }
        };
    }
}
