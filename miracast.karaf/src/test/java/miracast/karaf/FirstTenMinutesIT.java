// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What somebody does who sees this for the first time, in a terminal, and what there is to be seen. */
public class FirstTenMinutesIT {
    private static final String OURS = "miracast>";
    private static final String KARAF = "karaf@root()>";
    private static final String LOBBY = "address = 02:00:00:00:02:05\nname = Lobby\n";
    private static final String LIVING_ROOM = "address = 02:00:00:00:02:06\nname = Living Room\n";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void thereIsATerminal() throws InterruptedException {
        Terminal.assumeThereIsOne();
    }

    @Test(timeout = 300_000)
    public void inOurOwnShell() throws Exception {
        Path root = Path.of("..").toRealPath();
        // Made by this build: the script is not to make it again.
        Files.setLastModifiedTime(
                root.resolve("miracast.launcher/target/dist/miracast.launcher.jar"), FileTime.from(Instant.now()));
        Files.writeString(folder.newFile("wfd.sim.device-lobby.cfg").toPath(), LOBBY);
        // The history that it keeps is to be a new user's.
        String shell = "XDG_STATE_HOME=" + folder.newFolder("state") + " ./miracast shell --config " + folder.getRoot();
        try (Terminal terminal = new Terminal(root, shell, OURS)) {
            terminal.awaitPrompt();
            String help = terminal.type("help");
            assertTrue(help, help.contains("miracast:cast\n") && help.contains("wfd:devices\n"));
            assertTrue(terminal.type("help miracast:cast").contains("--source"));

            cast(terminal);
            terminal.write("mira");
            terminal.until("echo", shown -> shown.endsWith(OURS + " mira"));
            terminal.press("Tab");
            terminal.until("list of commands", shown -> shown.contains(OURS + " miracast:\n"));
            terminal.press("C-u");
            terminal.press("C-l");
            terminal.awaitPrompt();
            completes(terminal, OURS, "doct", "doctor");
            completes(terminal, OURS, "miracast:stop ", "miracast:stop c1");
            completes(terminal, OURS, "miracast:encoder c1 open", "miracast:encoder c1 openh264");
            terminal.type("miracast:encoder c1 openh264");
            terminal.press("Up");
            terminal.until("line before", shown -> shown.endsWith("miracast> miracast:encoder c1 openh264"));
            terminal.press("C-u");
            terminal.awaitPrompt();
            assertEquals(
                    "There is no command csats. Did you mean miracast:casts? 'help' lists them all.",
                    terminal.type("csats"));
            assertEquals(
                    "stop does not take these arguments. 'help stop' tells which it does.",
                    terminal.type("felix:stop 9999"));
            look(terminal);
            terminal.write("exit");
            terminal.press("Enter");
            assertTrue(ends("shell", terminal.awaitEnd()).contains("exit code 0"));
        }
        try (Terminal terminal = new Terminal(root, shell, OURS)) {
            terminal.awaitPrompt();
            terminal.press("Up");
            terminal.until("last line of before", shown -> shown.endsWith("miracast> exit"));
            terminal.press("C-u");
            terminal.awaitPrompt();
            terminal.press("C-d");
            assertTrue(terminal.awaitEnd().contains("exit code 0"));
        }
    }

    @Test(timeout = 300_000)
    public void inKaraf() throws Exception {
        Path karaf = unpack();
        Files.writeString(karaf.resolve("etc/wfd.sim.device-lobby.cfg"), LOBBY);
        Files.writeString(karaf.resolve("etc/wfd.sim.device-living.cfg"), LIVING_ROOM);
        try (Terminal terminal = new Terminal(karaf, "bin/karaf", KARAF)) {
            terminal.awaitPrompt();
            install(terminal);

            terminal.write("miracast:");
            terminal.until("echo", shown -> shown.endsWith("karaf@root()> miracast:"));
            terminal.press("Tab");
            String offered = terminal.until("list of commands", shown -> shown.contains("miracast:doctor"));
            assertTrue(offered, offered.contains("miracast:casts"));
            terminal.press("C-u");
            terminal.press("C-l");
            terminal.awaitPrompt();
            String help = terminal.type("miracast:cast --help");
            assertTrue(help, help.contains("SYNTAX") && help.contains("--source"));

            cast(terminal);
            terminal.write("miracast:encoder c1 open");
            terminal.press("Tab");
            terminal.until("completed name", shown -> shown.endsWith("miracast:encoder c1 openh264"));
            terminal.press("Enter");
            terminal.awaitPrompt();
            terminal.typeUntil("wfd:devices", "Living Room");
            completes(terminal, KARAF, "miracast:cast Liv", "miracast:cast Living\\ Room");
            completes(terminal, KARAF, "miracast:cast \"Liv", "miracast:cast \"Living Room\"");
            completes(terminal, KARAF, "miracast:cast --audio no", "miracast:cast --audio none");
            assertEquals("Command not found: miracast:csats", terminal.type("miracast:csats"));
            look(terminal);
            terminal.type("feature:uninstall miracast miracast-simulator");
            ProcessHandle process = process(karaf);
            terminal.write("system:shutdown -f");
            terminal.press("Enter");
            // Its process counts: the window sometimes stays open when that has ended.
            process.onExit().get(2, TimeUnit.MINUTES);
            ends("karaf", terminal.history());
        }
    }

    /**
     * Installs, as often as it takes. The prompt is there before all of Karaf is: until then a command may be missing, and an
     * installation begins from what Karaf knew before its own features were there.
     */
    private static void install(Terminal terminal) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        String shown;
        do {
            terminal.typeUntil("feature:repo-add " + System.getProperty(KarafUnderTest.FEATURES), "Adding feature url");
            shown = terminal.type("feature:install miracast miracast-simulator") + terminal.type("miracast:encoders");
        } while (!shown.contains("openh264") && System.nanoTime() - end < 0);
        assertTrue(shown, shown.contains("openh264"));
    }

    /** What the tabulator key makes of a line. Only a window shows it: the reader has its own idea of what it is offered. */
    private static void completes(Terminal terminal, String prompt, String typed, String completed) throws Exception {
        terminal.write(typed);
        // Karaf shows the quote that is missing behind it.
        terminal.until("echo", shown -> shown.contains(prompt + " " + typed.strip()));
        terminal.press("Tab");
        terminal.until("completed line", shown -> shown.endsWith(prompt + " " + completed));
        terminal.press("C-u");
        terminal.awaitPrompt();
    }

    /** Looks for a display, casts to it, and watches how that goes until Ctrl-C. */
    private static void cast(Terminal terminal) throws Exception {
        fits(terminal.typeUntil("wfd:devices", "Lobby"));
        assertEquals("c1", terminal.type("miracast:cast --mode 640x480@30 --bitrate 1M Lobby"));
        fits(terminal.typeUntil("miracast:casts", "PLAYING"));
        terminal.write("miracast:stats --watch c1");
        terminal.press("Enter");
        String watched = terminal.until("figures", shown -> shown.contains("latency") && shown.contains("radio:"));
        fits(watched.substring(watched.lastIndexOf("PLAYING")));
        terminal.press("C-c");
        terminal.awaitPrompt();
        String complaint = terminal.type("miracast:stop c7");
        assertEquals("There is no cast 'c7'. Casts are [c1].", complaint);
    }

    /** Looks at what has happened and at the machine, and ends the cast. */
    private static void look(Terminal terminal) throws Exception {
        String log = terminal.type("miracast:log c1");
        fits(log);
        assertTrue(log, log.contains("c1 to Lobby is PLAYING") && log.contains("NEGOTIATING"));
        String doctor = terminal.type("miracast:doctor");
        assertTrue(doctor, doctor.contains("Encoder openh264 encodes for cast c1."));
        fits(doctor);
        String encoders = terminal.type("miracast:encoders");
        assertTrue(encoders, encoders.contains("nvenc"));
        fits(encoders);
        assertEquals("stopped", terminal.type("miracast:stop c1"));
        String casts = terminal.type("miracast:casts");
        assertTrue(casts, casts.endsWith("No cast runs."));
    }

    /** No line is broken by a window of 80 columns. */
    private static void fits(String shown) {
        assertEquals(shown, List.of(), Terminal.tooLong(shown));
    }

    /** Nobody wants to see an exception. What was to be seen is in a file, for whoever wants to look at it. */
    private static String ends(String name, String shown) throws Exception {
        Files.writeString(Path.of("target", "first-ten-minutes-" + name + ".txt"), shown);
        assertFalse(shown, shown.contains("Exception"));
        assertFalse(shown, shown.contains("\tat "));
        return shown;
    }

    /** The one that Karaf runs in. */
    private static ProcessHandle process(Path karaf) throws IOException {
        Properties instances = new Properties();
        try (InputStream file = Files.newInputStream(karaf.resolve("instances/instance.properties"))) {
            instances.load(file);
        }
        return ProcessHandle.of(Long.parseLong(instances.getProperty("item.0.pid")))
                .orElseThrow();
    }

    /** Karaf as Apache publishes it, which asks no repository but its own and that of this build. */
    private Path unpack() throws IOException, InterruptedException {
        Path target = folder.newFolder("karaf").toPath();
        Process tar = new ProcessBuilder(
                        "tar",
                        "xzf",
                        System.getProperty("karaf.archive"),
                        "-C",
                        target.toString(),
                        "--strip-components=1")
                .inheritIO()
                .start();
        assertEquals(0, tar.waitFor());
        set(target.resolve("etc/org.ops4j.pax.url.mvn.cfg"), "org.ops4j.pax.url.mvn.repositories", "");
        set(
                target.resolve("etc/org.ops4j.pax.url.mvn.cfg"),
                "org.ops4j.pax.url.mvn.defaultRepositories",
                "file:${karaf.home}/${karaf.default.repository}@id=system.repository@snapshots,file:"
                        + System.getProperty("features.repository") + "@id=built@snapshots");
        set(target.resolve("etc/org.apache.karaf.management.cfg"), "rmiRegistryPort", KarafUnderTest.freePort());
        set(target.resolve("etc/org.apache.karaf.management.cfg"), "rmiServerPort", KarafUnderTest.freePort());
        set(target.resolve("etc/org.apache.karaf.shell.cfg"), "sshPort", KarafUnderTest.freePort());
        return target;
    }

    private static void set(Path file, String key, String value) throws IOException {
        // A value may go on in the next line.
        String others = Files.readString(file)
                .replaceAll("(?m)^\\s*" + Pattern.quote(key) + "\\s*=([^\\\\\n]|\\\\.|\\\\\n)*\n", "");
        Files.writeString(file, others + "\n" + key + " = " + value + "\n");
    }
}
