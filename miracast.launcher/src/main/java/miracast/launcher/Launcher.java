// SPDX-License-Identifier: Apache-2.0
package miracast.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a framework with all bundles of a folder, and runs the main program that one of them offers: a service
 * {@link Callable} with the property {@code main.thread=true}, whose result is the exit code. The arguments are the property
 * {@code launcher.arguments} of another service. Both are conventions of bnd's launcher, so that the same bundles run under
 * either.
 *
 * <p>Standard output belongs to the main program, which may be read by another program: it is offered as a service
 * {@link PrintStream} with the property {@code launcher.stream=out}, and what anybody else prints goes to standard error.
 *
 * <p>When the process is asked to end, the main program's thread is interrupted and may take its leave first; then the
 * framework stops.
 */
public final class Launcher {
    /** Its folder holds configurations as files, which Felix File Install keeps an eye on. For the main program to document. */
    static final String CONFIGURATIONS = "--config";

    /** Exit code of a program that could not be started (EX_SOFTWARE of sysexits.h). */
    static final int INTERNAL_ERROR = 70;

    private static final String MAIN_PROGRAM = "(&(objectClass=java.util.concurrent.Callable)(main.thread=true))";

    /** How long the framework may take to stop. */
    private static final Duration STOP = Duration.ofSeconds(10);

    /** How long an interrupted main program may take to say goodbye to its displays. */
    private static final Duration FAREWELL = Duration.ofSeconds(15);

    /** What comes from the class path to the bundles: the log, and the API through which {@link Diagnosis} asks. */
    private static final String PACKAGES = String.join(
            ",",
            // Twice, since there are bundles that import a range below 2.
            "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=1.7.36",
            "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=2.0.17",
            "org.osgi.service.component;org.osgi.service.component.runtime;version=1.5.1",
            "org.osgi.service.component.runtime.dto;version=1.5.1",
            "org.osgi.util.promise;version=1.3.0",
            "org.osgi.util.function;version=1.2.0");

    private final Path bundles;
    private final Path fileInstall;
    private final Duration patience;
    private final PrintStream results;
    private final PrintStream errors;
    private final List<String> failures = new ArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile Thread mainThread;
    /** Null until there is one, as is the framework. */
    private volatile Path storage;

    private volatile Framework framework;
    private volatile boolean leaving;

    /**
     * @param bundles folder with the bundles, all of which are started
     * @param fileInstall folder with those that are started if there is a folder of configurations
     * @param patience how long to wait for the main program
     * @param results where the main program writes to
     * @param errors where to say what is wrong
     */
    Launcher(Path bundles, Path fileInstall, Duration patience, PrintStream results, PrintStream errors) {
        this.bundles = bundles;
        this.fileInstall = fileInstall;
        this.patience = patience;
        this.results = results;
        this.errors = errors;
    }

    /** Runs the bundles of the folder {@code bundle} beside this program's jar. */
    public static void main(String[] arguments) throws IOException, URISyntaxException {
        setLogLevel(List.of(arguments));
        Path jar = Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        PrintStream results = System.out;
        System.setOut(System.err);
        System.exit(new Launcher(
                        jar.resolveSibling("bundle"),
                        jar.resolveSibling("fileinstall"),
                        Duration.ofSeconds(30),
                        results,
                        System.err)
                .run(arguments));
    }

    /** The log goes to stderr. Its level must be set before the first line, so the arguments are looked at here already. */
    private static void setLogLevel(List<String> arguments) {
        String level = arguments.contains("--debug") ? "debug" : arguments.contains("--verbose") ? "info" : "warn";
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
    }

    /** Runs the main program and returns its exit code when everything has stopped. Once. */
    int run(String[] arguments) throws IOException {
        mainThread = Thread.currentThread();
        // First of all: from here on nothing is left behind, whenever the process is asked to end.
        Thread farewell = new Thread(this::sayFarewell, "farewell");
        Runtime.getRuntime().addShutdownHook(farewell);
        int exitCode = INTERNAL_ERROR;
        try {
            storage = Files.createTempDirectory("miracast-");
            Optional<Path> configurations = configurations(List.of(arguments));
            framework = newFramework(storage, configurations);
            exitCode = runMainProgram(configurations.isPresent(), arguments);
        } catch (InterruptedException e) {
            // The process ends, and its exit code is the signal's.
            Thread.currentThread().interrupt();
        } catch (BundleException e) {
            errors.println("The framework does not start: " + e.getMessage());
        } catch (RuntimeException e) {
            // What a framework makes of an interrupt while it resolves.
            if (!leaving) {
                throw e;
            }
        } finally {
            finished.countDown();
        }
        if (removed(farewell)) {
            stop();
        }
        return exitCode;
    }

    /** The folder of configurations that was asked for; what is wrong with it is for the main program to say. */
    private static Optional<Path> configurations(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(CONFIGURATIONS + "=")) {
                return folder(argument.substring(CONFIGURATIONS.length() + 1));
            }
            if (argument.equals(CONFIGURATIONS) && i + 1 < arguments.size()) {
                return folder(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> folder(String text) {
        try {
            return Optional.of(Path.of(text).toAbsolutePath()).filter(Files::isDirectory);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Framework newFramework(Path storage, Optional<Path> configurations) {
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, PACKAGES);
        // What Felix has to tell comes as events, too.
        properties.put("felix.log.level", "0");
        // Errors only: it warns of every event that is in its queue when it is stopped.
        properties.put("org.apache.felix.eventadmin.LogLevel", "1");
        configurations.ifPresent(folder -> {
            properties.put("felix.fileinstall.dir", folder.toString());
            properties.put("felix.fileinstall.filter", ".*\\.(cfg|config|cfg\\.json)");
            properties.put("felix.fileinstall.poll", "500");
            properties.put("felix.fileinstall.noInitialDelay", "true");
            // The folder is the operator's: nothing is written there.
            properties.put("felix.fileinstall.enableConfigSave", "false");
            properties.put(
                    "felix.fileinstall.tmpdir", storage.resolve("fileinstall").toString());
        });
        return factory.newFramework(properties);
    }

    private int runMainProgram(boolean configured, String[] arguments) throws BundleException, InterruptedException {
        framework.init();
        BundleContext context = framework.getBundleContext();
        context.addFrameworkListener(this::log);
        context.registerService(
                Object.class,
                this,
                FrameworkUtil.asDictionary(Map.of("launcher.arguments", arguments, "launcher.ready", "true")));
        context.registerService(
                PrintStream.class, results, FrameworkUtil.asDictionary(Map.of("launcher.stream", "out")));
        ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, filter(context), null);
        tracker.open();
        framework.start();
        List<Bundle> installed = install(context, bundles);
        if (configured) {
            installed.addAll(install(context, fileInstall));
        }
        start(installed);
        requireStay();
        Object program = tracker.waitForService(patience.toMillis());
        if (program == null) {
            errors.println("No bundle offers a main program.");
            failures.forEach(errors::println);
            Diagnosis.unsatisfiedComponents(context).forEach(errors::println);
            return INTERNAL_ERROR;
        }
        // Known only now: a bundle that the program does not need may well be missing.
        failures.forEach(LoggerFactory.getLogger(Launcher.class)::warn);
        return call(program);
    }

    /** A bundle that was being started may have swallowed the interrupt. */
    private void requireStay() throws InterruptedException {
        if (leaving) {
            throw new InterruptedException("asked to end while bundles were started");
        }
    }

    private static Filter filter(BundleContext context) {
        try {
            return context.createFilter(MAIN_PROGRAM);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private int call(Object program) throws InterruptedException {
        try {
            return ((Callable<?>) program).call() instanceof Integer code ? code : 0;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            errors.println("The main program failed: " + e);
            LoggerFactory.getLogger(Launcher.class).info("main program", e);
            return INTERNAL_ERROR;
        }
    }

    private List<Bundle> install(BundleContext context, Path folder) {
        List<Bundle> installed = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                try {
                    installed.add(context.installBundle("reference:" + jar.toUri()));
                } catch (BundleException e) {
                    failures.add(jar.getFileName() + " cannot be installed: " + e.getMessage());
                }
            }
        } catch (IOException e) {
            failures.add("The bundles cannot be read: " + e);
        }
        return installed;
    }

    /** After all are installed, so that no order among them matters. */
    private void start(List<Bundle> installed) {
        for (Bundle bundle : installed) {
            boolean fragment = (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
            if (!fragment) {
                start(bundle);
            }
        }
    }

    private void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            failures.add("Bundle " + bundle.getSymbolicName() + " does not start: " + reason.getMessage());
        }
    }

    private void log(FrameworkEvent event) {
        Logger logger = LoggerFactory.getLogger(Launcher.class);
        if (event.getType() == FrameworkEvent.ERROR) {
            logger.warn("bundle {}", event.getBundle(), event.getThrowable());
        } else {
            logger.debug("bundle {}: framework event {}", event.getBundle(), event.getType());
        }
    }

    /** Runs when the process was asked to end: first the main program goes, then the bundles. */
    private void sayFarewell() {
        leave();
        try {
            finished.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop();
    }

    /** Asks the main program to end. Any thread. */
    void leave() {
        leaving = true;
        mainThread.interrupt();
    }

    /** False if the process is ending already: then the hook does the rest. */
    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private void stop() {
        Logger logger = LoggerFactory.getLogger(Launcher.class);
        try {
            if (framework != null) {
                framework.stop();
                framework.waitForStop(STOP.toMillis());
            }
        } catch (BundleException e) {
            logger.warn("The framework does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (storage == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            logger.warn("The framework's storage cannot be removed: {}", e.toString());
        }
    }
}
