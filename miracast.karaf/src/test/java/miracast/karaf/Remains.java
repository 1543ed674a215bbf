// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What features could leave behind in a Karaf, at one moment.
 *
 * @param bundles by symbolic name
 * @param configurations of our PIDs, and those of the roles for our commands
 * @param services of types of ours, by whomever
 * @param threads that ours and their libraries name
 */
record Remains(Set<String> bundles, Set<String> configurations, Set<String> services, Set<String> threads) {
    /** Netty's last thread waits for a second whether there is something else to do. */
    private static final int LOOKS = 600;

    static Remains now(BundleContext context, ConfigurationAdmin admin) throws IOException, InvalidSyntaxException {
        return new Remains(
                sorted(Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName)),
                sorted(Stream.ofNullable(admin.listConfigurations(null))
                        .flatMap(Arrays::stream)
                        .map(Configuration::getPid)
                        .filter(pid ->
                                pid.matches("(org\\.apache\\.karaf\\.command\\.acl\\.)?(miracast|wfd)(\\..*)?"))),
                sorted(Arrays.stream(context.getAllServiceReferences(null, null))
                        .map(service -> String.join(",", (String[]) service.getProperty("objectClass")))
                        .filter(types -> types.matches("(.*,)?(miracast|wfd)\\..*"))),
                sorted(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.matches(
                                "(cast-|miracast|wfd|sink|sim|nioEventLoop|multiThread|globalEventExecutor).*"))));
    }

    Remains with(Set<String> otherConfigurations) {
        return new Remains(bundles, otherConfigurations, services, threads);
    }

    /** What there is as soon as it is this again, or in the end. */
    Remains orLater(BundleContext context, ConfigurationAdmin admin) throws Exception {
        Remains now = now(context, admin);
        for (int look = 0; look < LOOKS && !now.equals(this); look++) {
            TimeUnit.MILLISECONDS.sleep(100);
            now = now(context, admin);
        }
        return now;
    }

    private static Set<String> sorted(Stream<String> names) {
        return names.collect(Collectors.toCollection(TreeSet::new));
    }
}
