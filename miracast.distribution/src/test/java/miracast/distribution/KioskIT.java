// SPDX-License-Identifier: Apache-2.0
package miracast.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What an operator does with the distribution, in the process that the service starts: through {@code bin/client} and files in etc
 * only. Each test leaves what was there before, and that is looked at after each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KioskIT {
    private static final String SIMULATOR = "miracast-simulator";
    private static final String LOOPBACK = "127.0.0.1";

    private static final Pattern SCRAPED =
            Pattern.compile("(?m)^miracast_cast_frames_sent_total\\{cast=\"lobby\",target=\"Lobby\"\\} (\\d+)$");
    private static final Pattern SENT = Pattern.compile("\"framesSent\": (\\d+)");

    private Kiosk kiosk;
    private Client client;
    private Set<String> before;

    @BeforeAll
    void start() throws Exception {
        kiosk = new Kiosk();
        client = new Client(kiosk);
        client.until("miracast:casts", shown -> shown.contains("No cast runs."));
        client.until("service:list " + Kiosk.BOOT_FINISHED, shown -> shown.contains(Kiosk.BOOT_FINISHED));
        // What is there before a test is what has to be there after it.
        client.until(
                "threads --list", shown -> shown.contains("miracast-rtsp") && !shown.contains("miracast-rehearsal"));
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        try (Kiosk closed = kiosk) {
            assertThat(closed.terminate()).as(kiosk.story()).isIn(0, 143);
            assertThat(closed.touched()).isEmpty();
        }
    }

    @BeforeEach
    void installSimulator() throws Exception {
        client.until("wfd:devices", shown -> !shown.contains("Lobby"));
        before = traces();
        client.type("feature:install " + SIMULATOR);
        sample("wfd.sim.device-lobby.cfg", "02:00:00:00:02:05", "02:00:00:00:73:01");
        client.until("wfd:devices", shown -> shown.contains("Lobby"));
    }

    @AfterEach
    void uninstallSimulator() throws Exception {
        Files.deleteIfExists(etc("miracast.cast-lobby.cfg"));
        Files.deleteIfExists(etc("wfd.sim.device-lobby.cfg"));
        client.until("miracast:casts", shown -> shown.contains("No cast runs."));
        client.type("feature:uninstall " + SIMULATOR);
        awaitTraces(before);
    }

    @Test
    void declaredCastPlaysAndFollowsItsFile() throws Exception {
        declare();

        kiosk.edit("etc/miracast.cast-lobby.cfg", "#audio = on", "audio = silence");

        client.until("miracast:info --json lobby", shown -> shown.contains("\"audioSource\": \"silence\""));
        awaitMoreFrames();
        assertThat(client.type("miracast:info --json lobby")).contains("\"sessions\": 1");
    }

    @Test
    void encoderIsInstalledUnderTheCastWhichThenUsesIt() throws Exception {
        declare();
        client.type("feature:install miracast-encoder-x264");
        try {
            awaitMoreFrames();
            assumeTrue(
                    client.type("miracast:encoders").lines().anyMatch(line -> line.matches("\\W*x264\\W+yes.*")),
                    "libx264 is missing; Debian: apt install libx264-164");

            client.type("miracast:encoder lobby openh264");
            client.until("miracast:info --json lobby", shown -> shown.contains("\"encoder\": \"openh264\""));
            client.type("miracast:encoder lobby x264");
            client.until("miracast:info --json lobby", shown -> shown.contains("\"encoder\": \"x264\""));

            awaitMoreFrames();
            assertThat(client.type("miracast:info --json lobby")).contains("\"sessions\": 1");
        } finally {
            client.type("feature:uninstall miracast-encoder-x264");
        }
    }

    @Test
    void everythingIsUninstalledAndInstalledAgain() throws Exception {
        declare();

        client.type("feature:uninstall miracast " + SIMULATOR);
        awaitTraces(Set.of());
        client.type("feature:install miracast " + SIMULATOR);

        client.until("miracast:info --json lobby", shown -> sent(shown) > 0);
        awaitMoreFrames();
    }

    @Test
    void figuresAreReadOverHttpFromThisMachineOnly() throws Exception {
        declare();

        assertThat(client.type("feature:install miracast-metrics http-whiteboard"))
                .isEmpty();
        try {
            long scraped = awaitFramesScraped(0);
            awaitFramesScraped(scraped);
            // Also of this machine, and open to whatever listens on all of its addresses.
            assertThatThrownBy(() -> connect("127.0.0.2")).isInstanceOf(ConnectException.class);
            connect(LOOPBACK);
            assertThat(client.type("miracast:info --json lobby")).contains("\"sessions\": 1");
        } finally {
            client.type("feature:uninstall miracast-metrics http-whiteboard");
        }
        assertThatThrownBy(() -> connect(LOOPBACK)).isInstanceOf(ConnectException.class);
        awaitMoreFrames();
    }

    @Test
    void whateverThereIsInstallsFromTheArchive() throws Exception {
        List<String> features = client.type("feature:list --no-format")
                .lines()
                .map(line -> line.split("\\s+")[0])
                .filter(name -> name.startsWith("miracast-") || name.equals("wrapper"))
                .filter(name -> !name.startsWith("miracast-lib-"))
                .toList();
        assertThat(features).contains("miracast-windows", "miracast-metrics", "miracast-uibc-desktop", "wrapper");

        assertThat(client.type("feature:install " + String.join(" ", features))).isEmpty();

        List<String> added = features.stream()
                .filter(name ->
                        !name.matches("miracast-(api|core|protocol|encoder-ffmpeg|frames-ffmpeg|shell|simulator|sink)"))
                .toList();
        client.type("feature:uninstall " + String.join(" ", features));
        assertThat(client.type("feature:list -i --no-format")).doesNotContain(added);
        client.type("feature:install " + SIMULATOR);
    }

    @Test
    void nobodyGetsInWhoMayNotReadTheUsersOfThisInstallation() throws Exception {
        assertThat(Files.getPosixFilePermissions(etc("users.properties")))
                .map(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
        assertThat(Files.readString(etc("users.properties"))).containsPattern("\nadmin = [0-9a-f]{32},_g_:admingroup");

        Process stranger = kiosk.launch("bin/client", "-u", "karaf", "-p", "karaf", "miracast:casts");
        stranger.outputWriter().close();
        String shown = new String(stranger.getInputStream().readAllBytes());

        assertThat(stranger.waitFor()).as(shown).isNotZero();
        assertThat(shown).contains("No more authentication methods available");
    }

    /** A declared cast to the simulated television, which shows pictures. */
    private void declare() throws Exception {
        sample("miracast.cast-lobby.cfg", "#modes = 1920x1080p30; 1280x720p30", "modes = 640x480p60");
        client.until("miracast:info --json lobby", shown -> sent(shown) > 0);
        awaitMoreFrames();
    }

    /** A sample as an operator takes it into use. */
    private void sample(String file, String from, String to) throws IOException {
        Path draft = Files.copy(etc(file + ".sample"), etc(file + ".draft"));
        kiosk.edit("etc/" + file + ".draft", from, to);
        Files.move(draft, etc(file));
    }

    private Path etc(String file) {
        return kiosk.home().resolve("etc").resolve(file);
    }

    private void awaitMoreFrames() throws Exception {
        long before = sent(client.type("miracast:info --json lobby"));
        client.until("miracast:info --json lobby", shown -> shown.contains("\"PLAYING\"") && sent(shown) > before + 15);
    }

    /** More frames of the cast than before, as Prometheus reads them; how many. */
    private long awaitFramesScraped(long before) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + LOOPBACK + ":" + kiosk.httpPort() + "/miracast/metrics"))
                .build();
        String shown = "";
        for (int i = 0; i < 450; i++) {
            try {
                HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
                shown = answer.statusCode() + " " + answer.body();
                Matcher matcher = SCRAPED.matcher(shown);
                if (answer.statusCode() == 200 && matcher.find() && Long.parseLong(matcher.group(1)) > before) {
                    return Long.parseLong(matcher.group(1));
                }
            } catch (ConnectException notYet) {
                shown = notYet.toString();
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("still answers " + shown + "\n" + kiosk.story());
    }

    private void connect(String address) throws IOException {
        new Socket(address, kiosk.httpPort()).close();
    }

    private static long sent(String info) {
        Matcher matcher = SENT.matcher(info);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private void awaitTraces(Set<String> expected) throws Exception {
        Set<String> traces = traces();
        for (int i = 0; i < 450 && !traces.equals(expected); i++) {
            TimeUnit.MILLISECONDS.sleep(200);
            traces = traces();
        }
        assertThat(traces).isEqualTo(expected);
    }

    /** What there is of ours: bundles, types of services, threads by what their names begin with. */
    private Set<String> traces() throws IOException {
        String bundles = client.type("bundle:list -t 0 -s --no-format");
        String services = client.type("service:list -n -a");
        String threads = client.type("threads --list");
        Set<String> traces = new TreeSet<>();
        traces.addAll(found("\\s((?:miracast|wfd|lib|io\\.netty)\\.[\\w.-]+)", bundles));
        traces.addAll(found("((?:miracast|wfd)\\.[\\w.]+)", services));
        // Guests' threads end when nothing was asked of them for a while.
        traces.addAll(found(
                "[|│] (?!miracast-host-guest)((?:cast-|miracast|wfd|sink|nioEventLoop|multiThread|globalEventExecutor)[a-z.-]*)",
                threads));
        return traces;
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }
}
