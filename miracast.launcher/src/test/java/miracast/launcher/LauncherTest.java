// SPDX-License-Identifier: Apache-2.0
package miracast.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** With bundles that are made here of the activators below. */
@Timeout(120)
class LauncherTest {
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    private Path bundles;

    @TempDir
    private Path configured;

    @TempDir
    private Path configurations;

    /** Offers a main program that prints the arguments, and returns their number. */
    public static final class Counter implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            Callable<Integer> program = () -> {
                ServiceReference<?> launcher = find(context, Object.class, "(launcher.arguments=*)");
                String[] arguments = (String[]) launcher.getProperty("launcher.arguments");
                PrintStream out = context.getService(find(context, PrintStream.class, "(launcher.stream=out)"));
                out.print(String.join(" ", arguments));
                return arguments.length;
            };
            context.registerService(Callable.class, program, FrameworkUtil.asDictionary(Map.of("main.thread", true)));
        }

        private static <S> ServiceReference<S> find(BundleContext context, Class<S> type, String filter)
                throws InvalidSyntaxException {
            return context.getServiceReferences(type, filter).iterator().next();
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Offers a main program that fails. */
    public static final class Failure implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            Callable<Integer> program = () -> {
                throw new IOException("no paper");
            };
            context.registerService(Callable.class, program, FrameworkUtil.asDictionary(Map.of("main.thread", "true")));
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Starts for as long as it is let, and takes the interrupt for itself. */
    public static final class Sleeper implements BundleActivator {
        /** The property that is set while it starts: bundle and test share no class. */
        static final String STARTING = "miracast.launcher.test.starting";

        @Override
        public void start(BundleContext context) {
            System.setProperty(STARTING, "true");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                System.clearProperty(STARTING);
            }
        }

        @Override
        public void stop(BundleContext context) {}
    }

    @Test
    void askedToEndWhileBundlesStartItRunsNothingAndSaysNothing() throws Exception {
        bundle("counter", Counter.class, null);
        bundle("sleeper", Sleeper.class, null);
        Launcher launcher = new Launcher(
                bundles,
                configured,
                Duration.ofHours(1),
                new PrintStream(results, true),
                new PrintStream(errors, true));
        FutureTask<Integer> run = new FutureTask<>(() -> launcher.run(new String[] {"one"}));
        new Thread(run).start();
        await().atMost(Duration.ofMinutes(1)).until(() -> System.getProperty(Sleeper.STARTING) != null);

        launcher.leave();

        run.get(60, TimeUnit.SECONDS);
        assertThat(results).hasToString("");
        assertThat(errors).hasToString("");
    }

    @Test
    void resultOfTheMainProgramIsTheExitCode() throws IOException {
        bundle("counter", Counter.class, null);

        assertThat(launch(Duration.ofMinutes(1), "one", "two", "three")).isEqualTo(3);
    }

    @Test
    void mainProgramGetsArgumentsAndStandardOutput() throws IOException {
        bundle("counter", Counter.class, null);

        launch(Duration.ofMinutes(1), "one", "two");

        assertThat(results).hasToString("one two");
    }

    @Test
    void mainProgramRunsBesideABundleThatDoesNotResolve() throws IOException {
        bundle("counter", Counter.class, null);
        bundle("broken", null, "no.such.thing");

        assertThat(launch(Duration.ofMinutes(1), "one")).isEqualTo(1);
    }

    @Test
    void failureOfTheMainProgramIsToldAndIsAnInternalError() throws IOException {
        bundle("failure", Failure.class, null);

        assertThat(launch(Duration.ofMinutes(1))).isEqualTo(Launcher.INTERNAL_ERROR);
        assertThat(errors.toString()).contains("no paper");
    }

    @Test
    void bundleThatDoesNotResolveIsNamedWithWhatItLacks() throws IOException {
        bundle("broken", null, "no.such.thing");

        assertThat(launch(Duration.ofMillis(10))).isEqualTo(Launcher.INTERNAL_ERROR);
        assertThat(errors.toString()).contains("broken").contains("no.such.thing");
    }

    @Test
    void fileThatIsNoBundleIsNamed() throws IOException {
        Files.writeString(bundles.resolve("text.jar"), "not a jar");

        assertThat(launch(Duration.ofMillis(10))).isEqualTo(Launcher.INTERNAL_ERROR);
        assertThat(errors.toString()).contains("text.jar");
    }

    @Test
    void fileInstallRunsOnlyIfThereIsAFolderOfConfigurations() throws IOException {
        bundle("counter", Counter.class, null);
        Files.move(bundles.resolve("counter.jar"), configured.resolve("counter.jar"));

        assertThat(launch(Duration.ofMillis(10))).isEqualTo(Launcher.INTERNAL_ERROR);
        assertThat(launch(Duration.ofMillis(10), "--config", "no/such/folder")).isEqualTo(Launcher.INTERNAL_ERROR);
        assertThat(launch(Duration.ofMinutes(1), "--config", configurations.toString()))
                .isEqualTo(2);
        assertThat(launch(Duration.ofMinutes(1), "--config=" + configurations)).isEqualTo(1);
    }

    private int launch(Duration patience, String... arguments) throws IOException {
        PrintStream err = new PrintStream(errors, true);
        return new Launcher(bundles, configured, patience, new PrintStream(results, true), err).run(arguments);
    }

    /** Makes a bundle with one class, its activator. */
    private void bundle(String name, Class<?> activator, String imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.IMPORT_PACKAGE, imports == null ? "org.osgi.framework" : imports);
        if (activator != null) {
            headers.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
        }
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(bundles.resolve(name + ".jar")), manifest)) {
            if (activator != null) {
                String file = activator.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(file));
                try (InputStream in = activator.getClassLoader().getResourceAsStream(file)) {
                    in.transferTo(jar);
                }
            }
        }
    }
}
