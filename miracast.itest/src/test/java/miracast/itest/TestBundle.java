// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A bundle that is made of a class of the tests. */
final class TestBundle {
    private TestBundle() {}

    /**
     * Installs and starts a bundle.
     *
     * @param activator its activator; goes into the bundle with the classes inside it
     * @param imports the packages that it needs
     */
    static Bundle start(BundleContext context, Class<? extends BundleActivator> activator, String... imports)
            throws BundleException, IOException {
        Bundle bundle = context.installBundle("test:" + activator.getName(), jar(activator, imports));
        bundle.start();
        return bundle;
    }

    /** The jar, for an update. */
    static InputStream jar(Class<? extends BundleActivator> activator, String... imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", activator.getName());
        headers.putValue("Bundle-Activator", activator.getName());
        headers.putValue("Import-Package", "org.osgi.framework," + String.join(",", imports));
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(octets, manifest)) {
            add(jar, activator);
            for (Class<?> inside : List.of(activator.getDeclaredClasses())) {
                add(jar, inside);
            }
        }
        return new ByteArrayInputStream(octets.toByteArray());
    }

    private static void add(JarOutputStream jar, Class<?> type) throws IOException {
        String path = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new ZipEntry(path));
        try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
            in.transferTo(jar);
        }
    }
}
