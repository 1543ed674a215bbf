// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.inject.Inject;
import miracast.api.VideoFormat;
import miracast.api.cast.Cast;
import miracast.api.cast.DeclaredCast;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** The doctor's checks, run by the executor of Felix Health Checks, as a monitor has them run. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HealthIT extends CastTests {
    private static final String[] SUBJECTS = {
        "host",
        "declared",
        "parts",
        "providers",
        "interfaces",
        "port",
        "permissions",
        "encoders",
        "sources",
        "clock",
        "memory"
    };
    private static final int PATIENCE_MS = 60_000;

    @Inject
    private HealthCheckExecutor executor;

    @Inject
    private CommandProcessor shell;

    @Override
    @Configuration
    public Option[] framework() {
        return new Option[] {Framework.withAllBundles(), Framework.withHealthChecks()};
    }

    private Map<String, HealthCheckExecutionResult> examine(int timeoutMs, String... tags) {
        HealthCheckExecutionOptions now = new HealthCheckExecutionOptions()
                .setForceInstantExecution(true)
                .setCombineTagsWithOr(true)
                .setOverrideGlobalTimeout(timeoutMs);
        return executor.execute(HealthCheckSelector.tags(tags), now).stream()
                .collect(Collectors.toMap(
                        result -> result.getHealthCheckMetadata().getName(), result -> result));
    }

    private Result examine(String subject) {
        return examine(PATIENCE_MS, subject).get("Miracast " + subject).getHealthCheckResult();
    }

    private static List<String> messages(Result result, Result.Status status) {
        return StreamSupport.stream(result.spliterator(), false)
                .filter(entry -> entry.getStatus() == status)
                .map(ResultLog.Entry::getMessage)
                .toList();
    }

    private void awaitStatus(String subject, Result.Status status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(examine(subject).getStatus()).isEqualTo(status));
    }

    @Test(timeout = 120_000)
    public void everySubjectIsFoundByTheCommonTagAndByItsOwn() {
        String[] names =
                List.of(SUBJECTS).stream().map(subject -> "Miracast " + subject).toArray(String[]::new);

        assertThat(examine(PATIENCE_MS, "miracast")).containsOnlyKeys(names);
        assertThat(examine(PATIENCE_MS, "encoders", "clock"))
                .containsOnlyKeys("Miracast encoders", "Miracast clock")
                .allSatisfy((name, result) -> assertThat(result.hasTimedOut()).isFalse());
    }

    @Test(timeout = 120_000)
    public void whatWorksIsToldWithFigures() throws Exception {
        assertThat(messages(examine("encoders"), Result.Status.OK))
                .anyMatch(message -> message.contains("openh264 was opened and made a picture"));
        Television television = television(1);
        Cast cast = casts.cast(small(television).build());
        television.awaitMore(5);

        assertThat(messages(examine("encoders"), Result.Status.OK))
                .contains("Encoder " + cast.encoder() + " encodes for cast " + cast.id() + ".");
        assertThat(examine("sources").getStatus()).isEqualTo(Result.Status.OK);
        assertThat(examine("providers").getStatus()).isNotEqualTo(Result.Status.CRITICAL);
        awaitStatus("host", Result.Status.OK);
        assertThat(messages(examine("host"), Result.Status.OK)).contains("The host runs, with 1 casts.");
        assertThat(messages(examine("port"), Result.Status.OK))
                .singleElement()
                .asString()
                .contains("is in use by our own casts: " + cast.id() + ".");
    }

    @Test(timeout = 120_000)
    public void withoutAnEncoderTheStateIsCriticalAndTheRemedyIsNamed() throws Exception {
        List<Bundle> encoders = List.of(bundle("miracast.encoder.x264"), bundle("miracast.encoder.ffmpeg"));
        for (Bundle encoder : encoders) {
            encoder.stop();
        }

        awaitStatus("encoders", Result.Status.CRITICAL);
        assertThat(messages(examine("parts"), Result.Status.CRITICAL))
                .contains("There is no encoder. Install a bundle with one.");

        for (Bundle encoder : encoders) {
            encoder.start();
        }
        awaitStatus("encoders", Result.Status.OK);
    }

    @Test(timeout = 120_000)
    public void withoutAHostTheStateIsCriticalAndTheRemedyIsNamed() throws Exception {
        bundle("miracast.host").stop();

        awaitStatus("host", Result.Status.CRITICAL);
        assertThat(messages(examine("host"), Result.Status.CRITICAL))
                .singleElement()
                .asString()
                .contains("Nothing can be cast.")
                .contains("Start miracast.host");

        bundle("miracast.host").start();
        awaitStatus("host", Result.Status.OK);
    }

    @Test(timeout = 120_000)
    public void aDeclaredCastThatCannotBeIsCriticalWithItsConfigurationAndField() throws Exception {
        var declaration = configurations.getFactoryConfiguration(DeclaredCast.FACTORY_PID, "broken", "?");
        declaration.update(new Hashtable<>(Map.of("device", "Lobby", "bitRate", "fast")));
        try {
            awaitStatus("declared", Result.Status.CRITICAL);
            assertThat(messages(examine("declared"), Result.Status.CRITICAL))
                    .singleElement()
                    .asString()
                    .contains("miracast.cast~broken: bitRate 'fast'")
                    .endsWith("Correct it: until then nothing is cast.");
        } finally {
            declaration.delete();
        }
        awaitStatus("declared", Result.Status.OK);
    }

    @Test(timeout = 120_000)
    public void anEncoderThatHangsHoldsUpNoOtherCheck() {
        CountDownLatch released = new CountDownLatch(1);
        EncoderCapabilities capabilities = context.getService(context.getServiceReference(VideoEncoder.class))
                .capabilities();
        ServiceRegistration<VideoEncoder> hanging = home(VideoEncoder.class)
                .registerService(
                        VideoEncoder.class,
                        new HangingEncoder(released, capabilities),
                        new Hashtable<>(
                                Map.of(VideoEncoder.NAME, "hanging", Constants.SERVICE_RANKING, Integer.MIN_VALUE)));
        try {
            Map<String, HealthCheckExecutionResult> results = examine(1000, "encoders", "host");

            assertThat(results.get("Miracast encoders").hasTimedOut()).isTrue();
            assertThat(results.get("Miracast encoders").getHealthCheckResult().isOk())
                    .isFalse();
            assertThat(results.get("Miracast host").getHealthCheckResult().getStatus())
                    .isEqualTo(Result.Status.OK);
            released.countDown();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messages(examine("encoders"), Result.Status.WARN))
                            .anyMatch(message -> message.contains("Encoder hanging failed: let go")));
        } finally {
            released.countDown();
            hanging.unregister();
        }
        awaitStatus("encoders", Result.Status.OK);
    }

    @Test(timeout = 120_000)
    public void checksAreThereAsLongAsTheirExecutor() throws Exception {
        Bundle core = bundle("org.apache.felix.healthcheck.core");
        String ours = "(" + HealthCheck.TAGS + "=miracast)";

        core.stop();
        assertThat(context.getServiceReferences(HealthCheck.class, ours)).isEmpty();
        core.start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(context.getServiceReferences(HealthCheck.class, ours))
                        .hasSize(SUBJECTS.length));
    }

    @Test(timeout = 120_000)
    public void anOperatorHasThemRunByACommand() throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        try (CommandSession session = shell.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            Object shown = session.execute("hc:exec -v clock,memory");
            out.println(shown);
        }

        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("Miracast clock", "Miracast memory", "Threads are woken")
                .doesNotContain("Miracast encoders");
    }

    /** Hangs as a driver of a GPU may, until it is released; then it fails. */
    private record HangingEncoder(CountDownLatch released, EncoderCapabilities capabilities) implements VideoEncoder {
        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException {
            boolean interrupted = false;
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    // Native code does not notice either.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new EncoderException("let go");
        }
    }
}
