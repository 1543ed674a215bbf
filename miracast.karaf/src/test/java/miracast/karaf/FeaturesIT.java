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
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    /** Of JNA, Karaf's console would be started anew, and with it the session that a test types in. */
    private static final String NO_REFRESH = "--no-auto-refresh ";

    private static final String CASTS = "miracast:type=Casts";
    private static final String TELEVISION = "Television 1";
    private static final Pattern SENT = Pattern.compile("\"framesSent\": (\\d+)");

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory sessions;

    @Inject
    private ConfigurationAdmin configurations;

    private Console console;
    private Remains before;

    @Configuration
    public Option[] karaf() {
        return StockKaraf.options();
    }

    @Before
    public void install() throws Exception {
        console = new Console(sessions);
        if (!console.type("feature:repo-list").contains(System.getProperty(StockKaraf.FEATURES))) {
            console.type("feature:repo-add " + System.getProperty(StockKaraf.FEATURES));
        }
        before = Remains.now(context, configurations);
        console.type("feature:install " + ALL);
        console.until("miracast:encoders", shown -> isThere("openh264", shown));
        television(Map.of());
        console.until("wfd:devices", shown -> shown.contains(TELEVISION));
    }

    @After
    public void uninstall() throws Exception {
        configurations.getFactoryConfiguration("wfd.sim.device", "it", "?").delete();
        for (String feature : List.of("miracast-encoder-x264", "miracast-windows")) {
            if (installed().contains(feature)) {
                console.type("feature:uninstall " + NO_REFRESH + feature);
            }
        }
        console.type("feature:uninstall " + String.join(" ", installed()));
        console.close();
        assertEquals(before, before.orLater(context, configurations));
    }

    @Test(timeout = 180_000)
    public void castIsStartedWatchedAndStoppedByCommands() throws Exception {
        console.type("log:set INFO miracast");
        String cast = cast("");

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

    @Test(timeout = 180_000)
    public void encoderIsExchangedUnderTheRunningCast() throws Exception {
        console.type("feature:install " + NO_REFRESH + "miracast-encoder-x264");
        Assume.assumeTrue(
                "libx264 is missing; Debian: apt install libx264-164",
                isThere("x264", console.type("miracast:encoders")));
        String cast = cast("--encoder openh264");

        console.type("miracast:encoder " + cast + " x264");

        console.until("miracast:info --json " + cast, shown -> shown.contains("\"encoder\": \"x264\""));
        awaitMoreFrames(cast);
        assertTrue(console.type("miracast:info --json " + cast).contains("\"sessions\": 1"));
    }

    @Test(timeout = 180_000)
    public void changedConfigurationTakesEffectAndTheCastGoesOn() throws Exception {
        String cast = cast("");

        configurations.getConfiguration("miracast.host", "?").update(new Hashtable<>(Map.of("slowRate", 10)));
        awaitMoreFrames(cast);
        assertTrue(console.type("miracast:info --json " + cast).contains("\"sessions\": 1"));
        configurations.getConfiguration("miracast.host", "?").delete();

        television(Map.of("paired", false));
        console.until(
                "wfd:devices", shown -> shown.lines().anyMatch(line -> line.matches(".*" + TELEVISION + ".*no.*")));
    }

    @Test(timeout = 300_000)
    public void eachOptionalFeatureMayGoAndComeBackUnderAPlayingCast() throws Exception {
        console.type("feature:install " + NO_REFRESH + "miracast-core " + String.join(" ", OPTIONAL));
        console.type("feature:uninstall " + NO_REFRESH + "miracast");
        Assume.assumeTrue(
                "libx264 is missing; Debian: apt install libx264-164",
                isThere("x264", console.type("miracast:encoders")));
        String cast = cast("--encoder openh264");
        Set<String> all = installed();
        for (String feature : OPTIONAL) {
            console.type("feature:uninstall " + NO_REFRESH + feature);
            Set<String> others = new TreeSet<>(all);
            others.remove(feature);
            assertEquals(others, installed());

            if (feature.equals(SIMULATOR)) {
                console.until("miracast:casts", shown -> shown.contains(cast) && !shown.contains("PLAYING"));
            } else {
                awaitMoreFrames(cast);
            }
            assertOurBundlesAreActive(feature);

            console.type("feature:install " + NO_REFRESH + feature);
            awaitMoreFrames(cast);
            String sessions = "\"sessions\": " + (feature.equals(SIMULATOR) ? 2 : 1);
            assertTrue(feature, console.type("miracast:info --json " + cast).contains(sessions));
        }
        assertEquals(all, installed());
    }

    private void assertOurBundlesAreActive(String without) {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().matches("(miracast|wfd|lib)\\..*")
                    && bundle.getHeaders().get("Fragment-Host") == null) {
                assertEquals(bundle + " without " + without, Bundle.ACTIVE, bundle.getState());
            }
        }
    }

    @Test(timeout = 180_000)
    public void displayIsPairedByCommandAndThenCastTo() throws Exception {
        String device = "02:00:00:00:71:01";
        television(Map.of("paired", false, "pairing", "shows-pin", "pin", "1234-5670"));
        console.until(
                "wfd:devices", shown -> shown.lines().anyMatch(line -> line.matches(".*" + TELEVISION + ".*no.*")));

        String hint = console.type("wfd:pair " + device);
        assertTrue(hint, hint.contains("wfd:pair --pin PIN " + device));
        String wrong = console.complaint("wfd:pair --pin 0000 " + device);
        assertTrue(wrong, wrong.contains("ERROR_NOT_AUTHENTICATED (1244)"));
        assertEquals(device + " is paired.", console.type("wfd:pair --pin 1234-5670 " + device));

        cast("");
    }

    @Test(timeout = 180_000)
    public void commandsCompleteWhatIsThereNow() throws Exception {
        String cast = cast("");

        assertEquals(List.of(cast), console.candidates("miracast", "stop", ""));
        assertTrue(console.candidates("miracast", "encoder", cast, "open").contains("openh264"));
        assertTrue(console.candidates("miracast", "source", cast, "pat").contains("pattern"));
        assertTrue(console.candidates("wfd", "look", "02:").contains("02:00:00:00:71:01"));
        assertTrue(console.candidates("wfd", "pair", "02:").contains("02:00:00:00:71:01"));
        console.type("miracast:stop " + cast);
        assertEquals(List.of(), console.candidates("miracast", "stop", ""));
    }

    @Test(timeout = 180_000)
    public void mistakesAreToldInASentenceThatSaysWhatWouldBeRight() throws Exception {
        String unknownCast = console.complaint("miracast:stop nothing");
        String unknownEncoder = console.complaint("miracast:cast --encoder magic '" + TELEVISION + "'");
        String badMode = console.complaint("miracast:cast --mode big '" + TELEVISION + "'");

        assertTrue(unknownCast, unknownCast.contains("There is no cast 'nothing'"));
        assertTrue(unknownEncoder, unknownEncoder.contains("magic") && unknownEncoder.contains("openh264"));
        assertTrue(badMode, badMode.contains("big"));
    }

    @Test(timeout = 180_000)
    public void everyCommandIsThereOnceAndHasHelp() throws Exception {
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

    @Test(timeout = 180_000)
    public void doctorEncodesARealFrameAndAsksTheSource() throws Exception {
        String findings = console.type("miracast:doctor --json");

        assertTrue(findings, findings.contains("Encoder openh264 was opened and made a picture"));
        assertTrue(findings, findings.contains("Source pattern gave a picture of 640x480"));
        assertTrue(findings, findings.contains("Provider sim works."));
    }

    @Test(timeout = 180_000)
    public void figuresAreAnMBeanForWhoMayLookWhileTheirFeatureIsInstalled() throws Exception {
        ObjectName casts = new ObjectName(CASTS);
        console.type("feature:install miracast-metrics");
        String cast = cast("");
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:"
                + configured("org.apache.karaf.management", "rmiRegistryPort") + "/karaf-root");
        String[] viewer = {StockKaraf.MONITOR, StockKaraf.MONITOR};

        try (JMXConnector connector = JMXConnectorFactory.connect(url, Map.of(JMXConnector.CREDENTIALS, viewer))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            TabularData figures = (TabularData) server.getAttribute(casts, "Casts");
            assertTrue(figures.toString(), figures.containsKey(new Object[] {cast}));
        }
        console.type("feature:uninstall miracast-metrics");
        assertFalse(ManagementFactory.getPlatformMBeanServer().isRegistered(casts));
    }

    @Test(timeout = 180_000)
    public void figuresAreReadOverHttpWhileBothFeaturesAreInstalled() throws Exception {
        String cast = cast("");
        String playing = "miracast_cast_state{cast=\"" + cast + "\",target=\"" + TELEVISION + "\",state=\"PLAYING\"} 1";
        String sent = "miracast_cast_frames_sent_total{cast=\"" + cast + "\",target=\"" + TELEVISION + "\"} ";

        console.type("feature:install miracast-metrics http-whiteboard");
        try {
            String page = awaitPage(text -> text.contains(playing));
            assertTrue(page, page.lines().anyMatch(line -> line.matches(Pattern.quote(sent) + "[1-9]\\d*")));

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

    /** What the HTTP service answers in the end. */
    private String awaitPage(Predicate<String> wish) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + configured("org.ops4j.pax.web", "org.osgi.service.http.port") + "/miracast/metrics"))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        String shown = "";
        for (int i = 0; i < 300; i++) {
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

    @Test(timeout = 180_000)
    public void wifiDirectSessionIsOpenedAndClosedByCommands() throws Exception {
        String device = "02:00:00:00:71:01";

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

    /** A cast to the television that shows pictures; its id. */
    private String cast(String options) throws Exception {
        String cast = console.type("miracast:cast --mode 640x480@30 --bitrate 1M " + options + " '" + TELEVISION + "'");
        awaitMoreFrames(cast);
        return cast;
    }

    /** By the command, or by the MBean while there are no commands. */
    private void awaitMoreFrames(String cast) throws Exception {
        if (installed().stream().anyMatch(feature -> feature.matches("miracast|miracast-shell"))) {
            String info = "miracast:info --json " + cast;
            long before = sent(console.type(info));
            console.until(info, shown -> shown.contains("\"PLAYING\"") && sent(shown) > before + 15);
        } else {
            long before = sentByTheMBean(cast);
            for (int look = 0; look < 300 && sentByTheMBean(cast) <= before + 15; look++) {
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

    private static long sent(String info) {
        Matcher matcher = SENT.matcher(info);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private void television(Map<String, Object> properties) throws IOException {
        Dictionary<String, Object> all = new Hashtable<>(properties);
        all.put("address", "02:00:00:00:71:01");
        all.put("name", TELEVISION);
        configurations.getFactoryConfiguration("wfd.sim.device", "it", "?").update(all);
    }

    /** Features of ours that were asked for, and not only brought by others. */
    private Set<String> installed() throws Exception {
        return console.type("feature:list --installed --required --no-format")
                .lines()
                .map(line -> line.split("\t")[0].strip())
                .filter(feature -> feature.startsWith("miracast"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isThere(String encoder, String encoders) {
        return encoders.lines().anyMatch(line -> line.matches("\\W*" + encoder + "\\W+yes.*"));
    }
}
