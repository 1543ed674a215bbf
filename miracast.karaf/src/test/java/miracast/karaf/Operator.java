// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.cm.ConfigurationAdmin;

/** What an operator does more than once in a Karaf: casts to one simulated television, and looks whether it plays. One thread. */
record Operator(Console console, ConfigurationAdmin configurations) {
    static final String TELEVISION = "Television 1";
    static final String ADDRESS = "02:00:00:00:71:01";

    private static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";
    private static final String DEVICE_PID = "wfd.sim.device";
    private static final Pattern SENT = Pattern.compile("\"framesSent\": (\\d+)");

    /**
     * Adds our repository where it is not there yet. What is asked for before Karaf's own features are there begins from what was
     * before them, and is forgotten.
     */
    void addFeatures() throws Exception {
        console.until("service:list " + BOOT_FINISHED, shown -> shown.contains(BOOT_FINISHED));
        String features = System.getProperty(KarafUnderTest.FEATURES);
        if (!console.type("feature:repo-list").contains(features)) {
            console.type("feature:repo-add " + features);
        }
    }

    /** Features of ours that were asked for, and not only brought by others. */
    Set<String> installed() throws Exception {
        return console.type("feature:list --installed --required --no-format")
                .lines()
                .map(line -> line.split("\t")[0].strip())
                .filter(feature -> feature.startsWith("miracast"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Uninstalls all of ours, with everything that came with them. */
    void uninstallAll() throws Exception {
        uninstall("--delete-configurations ");
    }

    /** As most people would: who may use the commands stays said. */
    void uninstallWithoutOptions() throws Exception {
        uninstall("");
    }

    private void uninstall(String options) throws Exception {
        if (!installed().isEmpty()) {
            console.type("feature:uninstall " + options + String.join(" ", installed()));
        }
    }

    /** Puts up the television, or gives it other properties; those that are left out get their usual values. */
    void television(Map<String, Object> properties) throws IOException {
        Dictionary<String, Object> all = new Hashtable<>(properties);
        all.put("address", ADDRESS);
        all.put("name", TELEVISION);
        configurations.getFactoryConfiguration(DEVICE_PID, "it", "?").update(all);
    }

    void takeTelevisionAway() throws IOException {
        configurations.getFactoryConfiguration(DEVICE_PID, "it", "?").delete();
    }

    /** A cast to the television that shows pictures; its id. */
    String cast(String options) throws Exception {
        String cast = console.type("miracast:cast --mode 640x480@30 --bitrate 1M " + options + " '" + TELEVISION + "'");
        awaitMoreFrames(cast);
        return cast;
    }

    void awaitMoreFrames(String cast) throws Exception {
        String info = "miracast:info --json " + cast;
        long before = sent(console.type(info));
        console.until(info, shown -> shown.contains("\"PLAYING\"") && sent(shown) > before + 15);
    }

    private static long sent(String info) {
        Matcher matcher = SENT.matcher(info);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    boolean hasX264() throws Exception {
        return isThere("x264", console.type("miracast:encoders"));
    }

    static boolean isThere(String encoder, String encoders) {
        return encoders.lines().anyMatch(line -> line.matches("\\W*" + encoder + "\\W+yes.*"));
    }
}
