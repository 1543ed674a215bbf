// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.inject.Inject;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What an operator does in a stock Karaf, by commands only. Each test installs everything and uninstalls it again, and after
 * each there must be left what was there before.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FeaturesIT {
    private static final String ALL = "miracast miracast-simulator";
    private static final String SIMULATOR = "miracast-simulator";
    /** All but contracts and core. The simulator is the last one, since the display of the cast goes with it. */
    private static final List<String> OPTIONAL = List.of(
            "miracast-encoder-x264",
            "miracast-windows",
            "miracast-metrics",
            "miracast-uibc-desktop",
            "miracast-frames-ffmpeg",
            "miracast-encoder-ffmpeg",
            "miracast-sink",
            "miracast-shell",
            SIMULATOR);

    private static final String CASTS = "miracast:type=Casts";

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory sessions;

    @Inject
    private ConfigurationAdmin configurations;

    private Console console;
    private Operator operator;
    private Remains before;

    @Configuration
    public Option[] karaf() {
        return KarafUnderTest.options();
    }

    @Before
    public void install() throws Exception {
        console = new Console(sessions);
        operator = new Operator(console, configurations);
        operator.addFeatures();
        before = Remains.now(context, configurations);
        console.type("feature:install " + ALL);
        console.until("miracast:encoders", shown -> Operator.isThere("openh264", shown));
        operator.television(Map.of());
        console.until("wfd:devices", shown -> shown.contains(Operator.TELEVISION));
    }

    @After
    public void uninstall() throws Exception {
        operator.takeTelevisionAway();
        operator.uninstallAll();
        console.close();
        assertEquals(before, before.orLater(context, configurations));
    }

    @Test(timeout = 300_000)
    public void castIsStartedWatchedAndStoppedByCommands() throws Exception {
        console.type("log:set INFO miracast");
        String cast = operator.cast("");

        assertTrue(console.type("miracast:casts").contains("PLAYING"));
        assertTrue(console.type("miracast:stats " + cast).contains("fps"));
        console.type("miracast:pause " + cast);
        console.until("miracast:casts", shown -> shown.contains("PAUSED"));
        console.type("miracast:resume " + cast);
        console.until("miracast:casts", shown -> shown.contains("PLAYING"));
        console.type("miracast:bitrate " + cast + " 400k");
        String file = System.getProperty("karaf.data") + "/cast.ts";
        assertTrue(console.type("miracast:record " + cast + " " + file).contains("--stop " + cast));
        awaitMoreFrames(cast);
        assertTrue(console.type("miracast:record --stop " + cast).matches("\\d+\\.\\d MB in " + file));
        assertTrue(console.type("miracast:stop " + cast).contains("stopped"));
        assertLogNames(cast);
        assertTrue(console.type("miracast:casts").contains("No cast runs."));
    }

    @Test(timeout = 300_000)
    public void encoderIsInstalledUnderTheRunningCastWhichThenUsesIt() throws Exception {
        String cast = operator.cast("--encoder openh264");

        console.type("feature:install miracast-encoder-x264");
        awaitMoreFrames(cast);
        Assume.assumeTrue("libx264 is missing; Debian: apt install libx264-164", operator.hasX264());
        console.type("miracast:encoder " + cast + " x264");

        console.until("miracast:info --json " + cast, shown -> shown.contains("\"encoder\": \"x264\""));
        awaitMoreFrames(cast);
        assertTrue(console.type("miracast:info --json " + cast).contains("\"sessions\": 1"));
    }

    @Test(timeout = 300_000)
    public void changedConfigurationTakesEffectAndTheCastGoesOn() throws Exception {
        String cast = operator.cast("");

        configurations.getConfiguration("miracast.host", "?").update(new Hashtable<>(Map.of("slowRate", 10)));
        awaitMoreFrames(cast);
        assertTrue(console.type("miracast:info --json " + cast).contains("\"sessions\": 1"));
        configurations.getConfiguration("miracast.host", "?").delete();

        operator.television(Map.of("paired", false));
        console.until(
                "wfd:devices",
                shown -> shown.lines().anyMatch(line -> line.matches(".*" + Operator.TELEVISION + ".*no.*")));
    }

    @Test(timeout = 300_000)
    public void eachOptionalFeatureMayGoAndComeBackUnderAPlayingCast() throws Exception {
        console.type("feature:install miracast-core " + String.join(" ", OPTIONAL));
        console.type("feature:uninstall miracast");
        Assume.assumeTrue("libx264 is missing; Debian: apt install libx264-164", operator.hasX264());
        String cast = operator.cast("--encoder openh264");
        Set<String> all = operator.installed();
        for (String feature : OPTIONAL) {
            console.type("feature:uninstall " + feature);
            Set<String> others = new TreeSet<>(all);
            others.remove(feature);
            assertEquals(others, operator.installed());

            if (feature.equals(SIMULATOR)) {
                console.until("miracast:casts", shown -> shown.contains(cast) && !shown.contains("PLAYING"));
            } else {
                awaitMoreFrames(cast);
            }
            assertOurBundlesAreActive(feature);

            console.type("feature:install " + feature);
            awaitMoreFrames(cast);
            String sessions = "\"sessions\": " + (feature.equals(SIMULATOR) ? 2 : 1);
            assertTrue(feature, console.type("miracast:info --json " + cast).contains(sessions));
        }
        assertEquals(all, operator.installed());
    }

    private void assertOurBundlesAreActive(String without) {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().matches("(miracast|wfd|lib)\\..*")
                    && bundle.getHeaders().get("Fragment-Host") == null) {
                assertEquals(bundle + " without " + without, Bundle.ACTIVE, bundle.getState());
            }
        }
    }

    @Test(timeout = 300_000)
    public void displayIsPairedByCommandAndThenCastTo() throws Exception {
        String device = Operator.ADDRESS;
        operator.television(Map.of("paired", false, "pairing", "shows-pin", "pin", "1234-5670"));
        console.until(
                "wfd:devices",
                shown -> shown.lines().anyMatch(line -> line.matches(".*" + Operator.TELEVISION + ".*no.*")));

        String hint = console.type("wfd:pair " + device);
        assertTrue(hint, hint.contains("wfd:pair --pin PIN " + device));
        String wrong = console.complaint("wfd:pair --pin 0000 " + device);
        assertTrue(wrong, wrong.contains("ERROR_NOT_AUTHENTICATED (1244)"));
        assertEquals(device + " is paired.", console.type("wfd:pair --pin 1234-5670 " + device));

        operator.cast("");
    }

    @Test(timeout = 300_000)
    public void commandsCompleteWhatIsThereNow() throws Exception {
        String cast = operator.cast("");

        assertEquals(List.of(cast), console.candidates("miracast", "stop", ""));
        assertTrue(console.candidates("miracast", "encoder", cast, "open").contains("openh264"));
        assertTrue(console.candidates("miracast", "source", cast, "pat").contains("pattern"));
        assertTrue(console.candidates("wfd", "look", "02:").contains(Operator.ADDRESS));
        assertTrue(console.candidates("wfd", "pair", "02:").contains(Operator.ADDRESS));
        console.type("miracast:stop " + cast);
        assertEquals(List.of(), console.candidates("miracast", "stop", ""));
    }

    @Test(timeout = 300_000)
    public void mistakesAreToldInASentenceThatSaysWhatWouldBeRight() throws Exception {
        String unknownCast = console.complaint("miracast:stop nothing");
        String unknownEncoder = console.complaint("miracast:cast --encoder magic '" + Operator.TELEVISION + "'");
        String badMode = console.complaint("miracast:cast --mode big '" + Operator.TELEVISION + "'");

        assertTrue(unknownCast, unknownCast.contains("There is no cast 'nothing'"));
        assertTrue(unknownEncoder, unknownEncoder.contains("magic") && unknownEncoder.contains("openh264"));
        assertTrue(badMode, badMode.contains("big"));
    }

    @Test(timeout = 300_000)
    public void withoutAHostTheCommandsAreThereAndSayWhatIsMissing() throws Exception {
        Bundle host = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("miracast.host"))
                .findFirst()
                .orElseThrow();
        host.stop();
        try {
            console.until("miracast:doctor", shown -> shown.contains("Nothing can be cast."));
            String casts = console.complaint("miracast:casts");
            assertTrue(casts, casts.contains("No bundle that runs offers miracast.api.cast.CastService."));
            String log = console.complaint("miracast:log nothing");
            assertTrue(log, log.contains("There is no cast 'nothing'.") && log.endsWith(casts));
            assertEquals(List.of(), console.candidates("miracast", "stop", ""));
            assertTrue(console.type("wfd:devices").contains(Operator.TELEVISION));
        } finally {
            host.start();
        }
        operator.cast("");
    }

    @Test(timeout = 300_000)
    public void everyCommandIsThereOnceAndHasHelp() throws Exception {
        String state = console.type("bundle:list --no-format miracast.shell");
        assertTrue(state, state.contains("Active"));
        for (String scope : List.of("miracast", "wfd")) {
            List<String> commands = Arrays.stream(
                            context.getAllServiceReferences(null, "(osgi.command.scope=" + scope + ")") == null
                                    ? new ServiceReference<?>[0]
                                    : context.getAllServiceReferences(null, "(osgi.command.scope=" + scope + ")"))
                    .map(Object::toString)
                    .toList();
            assertEquals("offered to Gogo as well", List.of(), commands);
        }
        for (String command :
                List.of("miracast:cast", "miracast:casts", "miracast:stats", "miracast:doctor", "wfd:open")) {
            String help = console.type(command + " --help");
            assertTrue(help, help.contains("DESCRIPTION") && help.contains(command));
        }
    }

    /** As a user of each role that Karaf's own commands ask for. */
    @Test(timeout = 300_000)
    public void whoMayLookCannotActAndWhoMayActCannotWriteFiles() throws Exception {
        String cast = operator.cast("");
        Path file = Path.of(System.getProperty("karaf.data"), "forbidden.ts");
        try (Console viewer = new Console(sessions, "viewer");
                Console manager = new Console(sessions, "manager")) {
            assertTrue(viewer.type("miracast:casts").contains(cast));
            assertTrue(viewer.type("wfd:devices").contains(Operator.TELEVISION));
            for (String line : List.of(
                    "miracast:stop " + cast,
                    "miracast:pause " + cast,
                    "miracast:cast --listen 127.0.0.1",
                    "miracast:record " + cast + " " + file,
                    "wfd:open 02:00:00:00:71:01")) {
                assertTrue(line, viewer.isRefused(line));
            }

            manager.type("miracast:pause " + cast);
            manager.type("miracast:resume " + cast);
            for (String line : List.of(
                    "miracast:record " + cast + " " + file,
                    "miracast:cast --record " + file + " --listen 127.0.0.1",
                    "miracast:cast -r " + file + " --listen 127.0.0.1")) {
                assertTrue(line, manager.isRefused(line));
            }
            assertFalse(Files.exists(file));
            assertEquals(1, viewer.type("miracast:casts --json").split("\"id\"", -1).length - 1);
        }
    }

    /** One that has none would be seen by whoever has a session. */
    @Test(timeout = 300_000)
    public void everyCommandHasItsRoles() {
        assertEquals(Set.of(), console.commandsForAnybody("miracast"));
        assertEquals(Set.of(), console.commandsForAnybody("wfd"));
    }

    @Test(timeout = 300_000)
    public void doctorEncodesARealFrameAndAsksTheSource() throws Exception {
        String findings = console.type("miracast:doctor --json");

        assertTrue(findings, findings.contains("Encoder openh264 was opened and made a picture"));
        assertTrue(findings, findings.contains("Source pattern gave a picture of 640x480"));
        assertTrue(findings, findings.contains("Provider sim works."));
        String natives = System.getProperty(
                "org.bytedeco.javacpp.cachedir", System.getProperty("user.home") + "/.javacpp/cache");
        assertTrue(findings, findings.contains("Native libraries can be unpacked to " + natives));
    }

    @Test(timeout = 300_000)
    public void figuresAreAnMBeanForWhoMayLookWhileTheirFeatureIsInstalled() throws Exception {
        ObjectName casts = new ObjectName(CASTS);
        console.type("feature:install miracast-metrics");
        String cast = operator.cast("");
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:"
                + configured("org.apache.karaf.management", "rmiRegistryPort") + "/karaf-root");
        String[] viewer = {KarafUnderTest.MONITOR, KarafUnderTest.MONITOR};

        try (JMXConnector connector = JMXConnectorFactory.connect(url, Map.of(JMXConnector.CREDENTIALS, viewer))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            TabularData figures = (TabularData) server.getAttribute(casts, "Casts");
            assertTrue(figures.toString(), figures.containsKey(new Object[] {cast}));
        }
        console.type("feature:uninstall miracast-metrics");
        assertFalse(ManagementFactory.getPlatformMBeanServer().isRegistered(casts));
    }

    @Test(timeout = 300_000)
    public void figuresAreReadOverHttpWhileBothFeaturesAreInstalled() throws Exception {
        String cast = operator.cast("");
        String playing =
                "miracast_cast_state{cast=\"" + cast + "\",target=\"" + Operator.TELEVISION + "\",state=\"PLAYING\"} 1";
        String sent = "miracast_cast_frames_sent_total{cast=\"" + cast + "\",target=\"" + Operator.TELEVISION + "\"} ";

        console.type("feature:install miracast-metrics http-whiteboard");
        try {
            String page = awaitPage(text -> text.contains(playing));
            assertTrue(page, page.lines().anyMatch(line -> line.matches(Pattern.quote(sent) + "[1-9]\\d*")));

            configureMetrics(Map.of("osgi.http.whiteboard.servlet.pattern", "/figures"));
            awaitPage("/figures", text -> text.contains(playing));
            configureMetrics(Map.of("osgi.http.whiteboard.servlet.pattern", "no path"));
            console.until("miracast:doctor", shown -> shown.contains("servlet.pattern 'no path' is no path"));
            awaitPage("/figures", text -> text.contains(playing));
            configurations.getConfiguration("miracast.metrics", "?").delete();
            awaitPage(text -> text.contains(playing));

            console.type("feature:uninstall http-whiteboard");
            awaitMoreFrames(cast);
            console.type("feature:install http-whiteboard");
            awaitPage(text -> text.contains(playing));

            console.type("miracast:stop " + cast);
            page = awaitPage(text -> text.contains("miracast_casts 0"));
            assertFalse(page, page.contains("cast="));
        } finally {
            console.type("feature:uninstall miracast-metrics http-whiteboard");
        }
    }

    /** The commands come anew with it, since they see the health checks then. */
    @Test(timeout = 300_000)
    public void healthChecksAreTheDoctorsWhileTheirFeatureIsInstalled() throws Exception {
        String cast = operator.cast("");

        console.type("feature:install miracast-healthcheck");
        String shown = console.until("hc:exec -v parts,host", text -> text.contains("Miracast host"));
        assertTrue(shown, shown.contains("Miracast parts") && shown.contains("openh264"));
        awaitMoreFrames(cast);

        console.type("feature:uninstall miracast-healthcheck");
        awaitMoreFrames(cast);
        assertTrue(console.type("miracast:info --json " + cast).contains("\"sessions\": 1"));
    }

    private void configureMetrics(Map<String, Object> values) throws IOException {
        configurations.getConfiguration("miracast.metrics", "?").update(new Hashtable<>(values));
    }

    private String awaitPage(Predicate<String> wish) throws Exception {
        return awaitPage("/miracast/metrics", wish);
    }

    /** What the HTTP service answers in the end. */
    private String awaitPage(String path, Predicate<String> wish) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + configured("org.ops4j.pax.web", "org.osgi.service.http.port") + path))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        String shown = "";
        for (int i = 0; i < 600; i++) {
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                shown = response.statusCode() + " " + response.headers() + "\n" + response.body();
                if (response.statusCode() == 200 && wish.test(shown)) {
                    assertTrue(shown, shown.contains("text/plain;") && shown.contains("version=0.0.4"));
                    return shown;
                }
            } catch (ConnectException notYet) {
                shown = notYet.toString();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("still answers " + shown);
    }

    @Test(timeout = 300_000)
    public void wifiDirectSessionIsOpenedAndClosedByCommands() throws Exception {
        String device = Operator.ADDRESS;

        assertTrue(console.type("wfd:open " + device).contains("127.113.1."));
        assertTrue(console.type("wfd:sessions").contains(device));
        assertEquals("CLOSED", console.type("wfd:close " + device));
        assertFalse(console.type("wfd:sessions").contains(device));
    }

    /** Karaf's log can say beside each line of a cast which one it is of. */
    private void assertLogNames(String cast) throws Exception {
        String log = console.type("log:display -p '%c{1} | %X{cast} | %m%n'");
        List<String> own = log.lines()
                .filter(line -> line.matches(".* \\| (cast )?" + cast + "\\b.*"))
                .toList();
        assertTrue(log, own.size() >= 3);
        for (String line : own) {
            assertTrue(line, line.matches("\\w+ \\| " + cast + " \\| .*"));
        }
    }

    private Object configured(String pid, String name) throws IOException {
        return configurations.getConfiguration(pid, null).getProperties().get(name);
    }

    /** By the command, or by the MBean while there are no commands. */
    private void awaitMoreFrames(String cast) throws Exception {
        if (operator.installed().stream().anyMatch(feature -> feature.matches("miracast|miracast-shell"))) {
            operator.awaitMoreFrames(cast);
        } else {
            long before = sentByTheMBean(cast);
            for (int look = 0; look < 600 && sentByTheMBean(cast) <= before + 15; look++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertTrue("no more frames than " + before, sentByTheMBean(cast) > before + 15);
        }
    }

    private static long sentByTheMBean(String cast) throws Exception {
        TabularData casts =
                (TabularData) ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(CASTS), "Casts");
        CompositeData row = (CompositeData) casts.get(new Object[] {cast}).get("value");
        return ((Double) ((TabularData) row.get("figures"))
                        .get(new Object[] {"frames_sent_total"})
                        .get("value"))
                .longValue();
    }
}
