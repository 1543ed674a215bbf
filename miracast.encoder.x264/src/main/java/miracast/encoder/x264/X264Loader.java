// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import java.nio.file.Path;
import java.util.List;
import miracast.api.Inventory;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries to load libx264 and offers it as a private service only if that worked, which the encoder's component waits for. Says in the
 * {@link Inventory} how it went.
 */
@Component(immediate = true, configurationPid = "miracast.encoder.x264.library")
// Registered by hand, so said by hand.
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"miracast.encoder.x264.NativeX264\"",
        effective = "active")
@Designate(ocd = X264Loader.Config.class)
public final class X264Loader implements Inventory {
    private static final Logger LOG = LoggerFactory.getLogger(X264Loader.class);

    /** Configuration; a change loads anew. */
    @ObjectClassDefinition(name = "x264 library", description = "Where libx264 is")
    @interface Config {
        @AttributeDefinition(
                name = "Path",
                description = "File of the library; empty: where the system keeps its libraries")
        String path() default "";
    }

    private final BundleContext context;
    private final NativeX264 library;
    private final ServiceRegistration<NativeX264> registration;
    private final String detail;

    @Activate
    public X264Loader(BundleContext context, Config config) {
        this.context = context;
        NativeX264 loaded = null;
        String outcome;
        try {
            loaded = NativeX264.load(config.path());
            outcome = "libx264 build " + loaded.build() + ", " + loaded.file();
        } catch (UnsatisfiedLinkError e) {
            outcome = missing(config.path(), e.getMessage());
        }
        library = loaded;
        detail = outcome;
        LOG.debug("x264: {}", detail);
        registration = loaded == null ? null : context.registerService(NativeX264.class, loaded, null);
    }

    /** For an operator: what is missing, how to get it, and what the system said. */
    static String missing(String path, String cause) {
        String what = path.isBlank()
                ? "libx264 was not found; Debian, Ubuntu: apt install libx264-164 (or the build that your release has);"
                        + " macOS: brew install x264; or set path of miracast.encoder.x264.library"
                : "path of miracast.encoder.x264.library, " + path + ", cannot be loaded";
        return what + " (" + cause + ")";
    }

    @Deactivate
    void deactivate() {
        if (registration != null) {
            registration.unregister();
            library.close();
        }
    }

    @Override
    public List<Path> nativeFolders() {
        // JNA sets this when it has unpacked its own library, and before it loads that.
        String unpacked = System.getProperty("jnidispatch.path");
        return unpacked == null
                ? List.of()
                : List.of(Path.of(unpacked).toAbsolutePath().getParent());
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(Kind.ENCODER, X264VideoEncoder.ENCODER_NAME, library != null, detail));
    }
}
