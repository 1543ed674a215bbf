// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.util.Collections;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/** What every test's framework has in it: the bundles of this build, found on the class path by symbolic name. */
final class Framework {
    /** Framework property: the folder that File Install keeps an eye on. */
    static final String CONFIGURATIONS = "felix.fileinstall.dir";

    private Framework() {}

    /** All our bundles, and what they need. */
    static Option withAllBundles() {
        return composite(
                // As in the launcher, the log comes from outside. Pax Exam brings one of its own, which is too old.
                systemPackages(
                        "org.slf4j;version=1.7.36",
                        "org.slf4j.event;version=1.7.36",
                        "org.slf4j.helpers;version=1.7.36",
                        "org.slf4j.spi;version=1.7.36",
                        "org.slf4j;version=2.0.17",
                        "org.slf4j.event;version=2.0.17",
                        "org.slf4j.helpers;version=2.0.17",
                        "org.slf4j.spi;version=2.0.17"),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                        .value("WARN"),
                onClassPath(
                        "org.osgi.util.function",
                        "org.osgi.util.promise",
                        "org.osgi.service.component",
                        "org.apache.felix.configadmin",
                        "org.apache.felix.eventadmin",
                        "org.apache.felix.scr",
                        "org.apache.felix.gogo.runtime",
                        "io.netty.common",
                        "io.netty.buffer",
                        "io.netty.resolver",
                        "io.netty.transport",
                        "io.netty.transport-native-unix-common",
                        "io.netty.codec-base",
                        "io.netty.codec-compression",
                        "io.netty.handler",
                        "io.netty.codec-http",
                        "picocli",
                        "com.google.gson",
                        "org.hdrhistogram.HdrHistogram",
                        "lib.ffmpeg",
                        "lib.ffmpeg." + platform(),
                        "lib.jna",
                        "wfd.api",
                        "wfd.sim",
                        "wfd.windows",
                        "miracast.api",
                        "miracast.wire",
                        "miracast.driver",
                        "miracast.encoder.x264",
                        "miracast.encoder.ffmpeg",
                        "miracast.frames.ffmpeg",
                        "miracast.host",
                        "miracast.declared",
                        "miracast.sink",
                        "miracast.shell"),
                // For the tests themselves.
                onClassPath(
                        "assertj-core", "net.bytebuddy.byte-buddy", "org.awaitility", "org.hamcrest", "com.sun.jna"),
                junitBundles());
    }

    /** The example bundle. */
    static Option withSignage() {
        return onClassPath("example.signage");
    }

    /** The metrics, and an HTTP Whiteboard for their page. */
    static Option withMetrics() {
        return composite(withHttp(), onClassPath("miracast.metrics"));
    }

    /** Felix Health Checks, with the HTTP Whiteboard that they ask for. */
    static Option withHealthChecks() {
        return composite(
                withHttp(), onClassPath("org.apache.felix.healthcheck.api", "org.apache.felix.healthcheck.core"));
    }

    /** Felix HTTP with Jetty, on a port that the system chooses. */
    private static Option withHttp() {
        return composite(
                frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"),
                frameworkProperty("org.osgi.service.http.port").value("0"),
                onClassPath(
                        "org.apache.commons.commons-io",
                        "org.apache.commons.commons-fileupload",
                        "org.apache.felix.http.servlet-api",
                        "org.apache.felix.http.jetty12"));
    }

    /** Felix File Install, which keeps an eye on a folder that the framework property names. */
    static Option withFileInstall() {
        try {
            return composite(
                    frameworkProperty(CONFIGURATIONS)
                            .value(Files.createTempDirectory("miracast-itest-").toString()),
                    frameworkProperty("felix.fileinstall.poll").value("200"),
                    frameworkProperty("felix.fileinstall.filter").value(".*\\.cfg"),
                    frameworkProperty("felix.fileinstall.noInitialDelay").value("true"),
                    frameworkProperty("felix.fileinstall.enableConfigSave").value("false"),
                    onClassPath("org.apache.felix.fileinstall"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Option onClassPath(String... symbolicNames) {
        return composite(Stream.of(symbolicNames).map(Framework::find).toArray(Option[]::new));
    }

    private static Option find(String symbolicName) {
        try {
            for (URL url : Collections.list(Framework.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
                String jar = url.toString();
                if (jar.startsWith("jar:") && symbolicName.equals(symbolicName(url))) {
                    UrlProvisionOption bundle = bundle(jar.substring("jar:".length(), jar.indexOf("!/")));
                    // A fragment cannot be started.
                    return symbolicName.startsWith("lib.ffmpeg.") ? bundle.noStart() : bundle;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("looking for " + symbolicName, e);
        }
        throw new IllegalStateException("no jar on the class path is the bundle " + symbolicName);
    }

    private static String symbolicName(URL manifest) throws IOException {
        try (InputStream in = manifest.openStream()) {
            String header = new Manifest(in).getMainAttributes().getValue("Bundle-SymbolicName");
            return header == null ? "" : header.split(";")[0].strip();
        }
    }

    /** JavaCPP's name of this machine, as the fragments have it. */
    private static String platform() {
        return System.getProperty("native.platform");
    }
}
