// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import aQute.bnd.build.model.EE;
import aQute.bnd.header.Attrs;
import aQute.bnd.osgi.repository.ResourcesRepository;
import aQute.bnd.osgi.repository.XMLResourceParser;
import aQute.bnd.osgi.resource.CapReqBuilder;
import aQute.bnd.osgi.resource.ResourceBuilder;
import biz.aQute.resolve.BndResolver;
import biz.aQute.resolve.GenericResolveContext;
import biz.aQute.resolve.ResolverLogger;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.Test;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Resource;
import org.osgi.service.repository.ContentNamespace;
import org.osgi.service.resolver.ResolutionException;

/** The repository index (OSGi Compendium, chapter 132) of our bundles and what they need: another platform than Karaf resolves from it. */
public class IndexIT {
    private static final Path INDEX = Path.of(System.getProperty("features.index"));
    /** Framework, Declarative Services and so on, which any platform has. */
    private static final Path PLATFORM = Path.of("target/platform");

    /** What bnd calls the requirements of a multi-release jar on newer Javas, which are no file. */
    private static final String NO_FILE = "urn:";

    private static List<Resource> index;
    private static List<Resource> platform;

    @BeforeClass
    public static void read() throws Exception {
        index = XMLResourceParser.getResources(INDEX.toFile());
        platform = new ArrayList<>();
        for (File jar : PLATFORM.toFile().listFiles()) {
            ResourceBuilder resource = new ResourceBuilder();
            resource.addFile(jar);
            platform.add(resource.build());
        }
    }

    /** Names of what a resolver takes to have these on Linux on x86-64. */
    private static Set<String> resolved(String... wanted) throws Exception {
        try (ResolverLogger log = new ResolverLogger()) {
            GenericResolveContext context = new GenericResolveContext(log);
            context.addRepository(new ResourcesRepository(index));
            context.addRepository(new ResourcesRepository(platform));
            context.addFramework("org.apache.felix.framework", "[7,8)");
            context.addEE(EE.JavaSE_17);
            Attrs machine = new Attrs();
            machine.put("osgi.native.osname:List<String>", "Linux");
            machine.put("osgi.native.processor:List<String>", "x86-64,amd64");
            context.addCapability("osgi.native", machine);
            for (String name : wanted) {
                context.getInput()
                        .addRequirement(new CapReqBuilder(IdentityNamespace.IDENTITY_NAMESPACE)
                                .addDirective(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "(osgi.identity=" + name + ")"));
            }
            context.done();
            return new BndResolver(log)
                    .resolve(context).keySet().stream()
                            .flatMap(
                                    resource -> resource.getCapabilities(IdentityNamespace.IDENTITY_NAMESPACE).stream())
                            .map(identity ->
                                    String.valueOf(identity.getAttributes().get(IdentityNamespace.IDENTITY_NAMESPACE)))
                            .collect(Collectors.toSet());
        }
    }

    private static String[] ours() {
        return names(index).filter(name -> name.matches("(miracast|wfd)\\..*")).toArray(String[]::new);
    }

    private static Stream<String> names(List<Resource> resources) {
        return resources.stream()
                .flatMap(resource -> resource.getCapabilities(IdentityNamespace.IDENTITY_NAMESPACE).stream())
                .map(identity -> String.valueOf(identity.getAttributes().get(IdentityNamespace.IDENTITY_NAMESPACE)));
    }

    @Test
    public void everyBundleIsThereAndTheyResolveTogether() throws Exception {
        assertTrue(
                String.join(" ", ours()),
                Set.of(ours())
                        .containsAll(Set.of(
                                "wfd.api",
                                "wfd.sim",
                                "wfd.windows",
                                "miracast.api",
                                "miracast.declared",
                                "miracast.driver",
                                "miracast.encoder.ffmpeg",
                                "miracast.encoder.x264",
                                "miracast.frames.ffmpeg",
                                "miracast.host",
                                "miracast.metrics",
                                "miracast.shell",
                                "miracast.sink",
                                "miracast.uibc.desktop",
                                "miracast.wire")));

        Set<String> resolved = resolved(ours());

        assertTrue(resolved.toString(), resolved.containsAll(Set.of(ours())));
        assertTrue(resolved.toString(), resolved.containsAll(Set.of("io.netty.codec-http", "lib.ffmpeg", "lib.jna")));
    }

    @Test
    public void aDriverBringsItsProtocolAndNothingOfAnEncoder() throws Exception {
        Set<String> resolved = resolved("miracast.driver");

        assertTrue(
                resolved.toString(),
                resolved.containsAll(Set.of("miracast.wire", "miracast.api", "io.netty.codec-http")));
        assertTrue(
                resolved.toString(), resolved.stream().noneMatch(name -> name.matches("miracast\\.(encoder|host).*")));
    }

    @Test
    public void nativesResolveOnTheirPlatformOnly() throws Exception {
        assertTrue(resolved("lib.ffmpeg.linux-x86_64").contains("lib.ffmpeg"));
        assertThrows(ResolutionException.class, () -> resolved("lib.ffmpeg.windows-x86_64"));
        assertThrows(ResolutionException.class, () -> resolved("lib.ffmpeg.linux-arm64"));
    }

    @Test
    public void everyFileIsWhereTheIndexSaysWithItsDigest() throws Exception {
        int files = 0;
        for (Resource resource : index) {
            Capability content =
                    resource.getCapabilities(ContentNamespace.CONTENT_NAMESPACE).get(0);
            Map<String, Object> attributes = content.getAttributes();
            String url = String.valueOf(attributes.get(ContentNamespace.CAPABILITY_URL_ATTRIBUTE));
            if (url.startsWith(NO_FILE)) {
                continue;
            }
            Path file = Path.of(URI.create(url));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            assertEquals(
                    file.toString(),
                    HexFormat.of().formatHex(digest),
                    String.valueOf(attributes.get(ContentNamespace.CONTENT_NAMESPACE))
                            .toLowerCase());
            files++;
        }
        assertTrue("files: " + files, files > ours().length);
    }
}
