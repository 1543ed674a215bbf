// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
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
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * All of it comes, casts and goes, twice, and leaves nothing. Run twice as well: here in a stock Karaf, and by
 * {@code miracast.distribution} in ours, which begins with everything installed.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class InstallationIT {
    /** Who may use the commands: stays, as Karaf's own does, unless the operator wants it otherwise. */
    private static final Set<String> ROLES =
            Set.of("org.apache.karaf.command.acl.miracast", "org.apache.karaf.command.acl.wfd");

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory sessions;

    @Inject
    private ConfigurationAdmin configurations;

    private Console console;
    private Operator operator;

    @Configuration
    public Option[] karaf() {
        return KarafUnderTest.options();
    }

    @Before
    public void login() {
        console = new Console(sessions);
        operator = new Operator(console, configurations);
    }

    @After
    public void logout() {
        console.close();
    }

    @Test(timeout = 300_000)
    public void everythingComesCastsAndGoesTwice() throws Exception {
        operator.addFeatures();
        operator.uninstallAll();
        Remains nothing = new Remains(Remains.now(context, configurations).bundles(), Set.of(), Set.of(), Set.of())
                .orLater(context, configurations);
        assertTrue(
                nothing.toString(), nothing.bundles().stream().noneMatch(name -> name.matches("(miracast|wfd)\\..*")));
        assertEquals(Set.of(), nothing.services());

        for (int round = 1; round <= 2; round++) {
            console.type("feature:install miracast miracast-simulator");
            console.type("feature:install miracast-encoder-x264");
            assertNativesOfOnePlatform();
            castAndChange();

            if (round == 1) {
                operator.uninstallWithoutOptions();
                assertEquals(nothing.with(ROLES), nothing.with(ROLES).orLater(context, configurations));
            } else {
                operator.uninstallAll();
                assertEquals(nothing, nothing.orLater(context, configurations));
            }
        }
    }

    /** Each of them has 60 MB. */
    private void assertNativesOfOnePlatform() {
        List<Bundle> natives = Arrays.stream(context.getBundles())
                .filter(bundle ->
                        String.valueOf(bundle.getHeaders().get("Fragment-Host")).startsWith("lib.ffmpeg"))
                .toList();
        assertEquals(natives.toString(), 1, natives.size());
    }

    /** One session, whatever happens to it. */
    private void castAndChange() throws Exception {
        assumeTrue("libx264 is missing; Debian: apt install libx264-164", operator.hasX264());
        console.until("miracast:encoders", shown -> Operator.isThere("openh264", shown));
        operator.television(Map.of());
        console.until("wfd:devices", shown -> shown.contains(Operator.TELEVISION));
        String cast = operator.cast("--encoder openh264");

        console.type("miracast:encoder " + cast + " x264");
        console.until("miracast:info --json " + cast, shown -> shown.contains("\"encoder\": \"x264\""));
        configurations.getConfiguration("miracast.host", "?").update(new Hashtable<>(Map.of("slowRate", 10)));
        operator.awaitMoreFrames(cast);

        assertTrue(console.type("miracast:info --json " + cast).contains("\"sessions\": 1"));
        configurations.getConfiguration("miracast.host", "?").delete();
        operator.takeTelevisionAway();
    }
}
