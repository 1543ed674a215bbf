// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes configurations whose file was deleted while nobody watched. Felix File Install makes configurations of files; they
 * outlive the process, and File Install only notices what is deleted while it runs. Any thread; no state.
 */
@Component
public final class FileOrigin implements Origin {
    private static final Logger LOG = LoggerFactory.getLogger(FileOrigin.class);
    /** Where Felix File Install, Karaf's too, writes the URL of the file that it made a configuration of. */
    static final String FILE = "felix.fileinstall.filename";

    private final ConfigurationAdmin configurations;

    @Activate
    public FileOrigin(@Reference ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    @Override
    public boolean isGone(String pid, Map<String, ?> properties) {
        Object file = properties.get(FILE);
        if (!isGone(file)) {
            return false;
        }
        try {
            Configuration configuration = configurations.getConfiguration(pid, "?");
            Dictionary<String, Object> present = configuration.getProperties();
            if (present != null && !isGone(present.get(FILE))) {
                // File Install has made it of another file meanwhile.
                return false;
            }
            LOG.info("{}: its file {} is gone, and so is what it declared", pid, file);
            configuration.delete();
        } catch (IOException | IllegalStateException e) {
            LOG.warn("{}: its file {} is gone, but the configuration cannot be deleted", pid, file, e);
        }
        return true;
    }

    /** Whether it names a file of this machine that is certainly not there. */
    private static boolean isGone(Object url) {
        return url instanceof String text && path(text).filter(Files::notExists).isPresent();
    }

    private static Optional<Path> path(String url) {
        try {
            URI uri = URI.create(url);
            return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            LOG.debug("{} '{}' names no file", FILE, url, e);
            return Optional.empty();
        }
    }
}
