// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.extra.VMOption;

/**
 * The Karaf of an archive, with nothing of ours but what is in it and a repository to install from. Which archive that is, whoever
 * runs the tests says: Apache's here, ours in {@code miracast.distribution}.
 */
final class KarafUnderTest {
    static final String FEATURES = "features.url";
    /** Name and password of a user who may look only. */
    static final String MONITOR = "monitor";

    private KarafUnderTest() {}

    static Option[] options() {
        String version = System.getProperty("karaf.version");
        String url = System.getProperty(FEATURES);
        return new Option[] {
            karafDistributionConfiguration()
                    .frameworkUrl("file:" + System.getProperty("karaf.archive"))
                    .karafVersion(version)
                    .name("Apache Karaf")
                    .unpackDirectory(new File("target/exam"))
                    .runEmbedded(false)
                    .useDeployFolder(false),
            // As bin/karaf does.
            new VMOption("--add-reads=java.xml=java.logging"),
            new VMOption("--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED"),
            new VMOption("--patch-module"),
            new VMOption("java.base=lib/endorsed/org.apache.karaf.specs.locator-" + version + ".jar"),
            new VMOption("--patch-module"),
            new VMOption("java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + version + ".jar"),
            // No other repository is asked: what a feature needs is in Karaf, or in the one that was built here.
            editConfigurationFilePut("etc/org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.repositories", ""),
            editConfigurationFilePut(
                    "etc/org.ops4j.pax.url.mvn.cfg",
                    "org.ops4j.pax.url.mvn.defaultRepositories",
                    "file:${karaf.home}/${karaf.default.repository}@id=system.repository@snapshots,file:"
                            + System.getProperty("features.repository") + "@id=built@snapshots"),
            editConfigurationFilePut("etc/system.properties", FEATURES, url),
            // Another Karaf on this machine has the usual ones.
            editConfigurationFilePut("etc/org.apache.karaf.management.cfg", "rmiRegistryPort", freePort()),
            editConfigurationFilePut("etc/org.apache.karaf.management.cfg", "rmiServerPort", freePort()),
            editConfigurationFilePut("etc/users.properties", MONITOR, MONITOR + ",viewer"),
            editConfigurationFilePut("etc/org.ops4j.pax.web.cfg", "org.osgi.service.http.port", freePort()),
            editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", freePort())
        };
    }

    static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
