// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether native libraries can be unpacked, and whether cameras and GPUs may be opened by this user. */
@Component(service = Check.class)
public final class PermissionsCheck implements Check {
    /** What Linux gives to groups: cameras (V4L2) and the render nodes of GPUs (DRM). */
    private static final List<Devices> DEVICES = List.of(
            new Devices(Path.of("/dev"), "video*", "video"), new Devices(Path.of("/dev/dri"), "renderD*", "render"));

    private final Path temporary;
    private final List<Devices> devices;

    /**
     * Devices of one kind.
     *
     * @param folder where they are, if there are any
     * @param glob their names
     * @param group who may use them
     */
    record Devices(Path folder, String glob, String group) {}

    @Activate
    public PermissionsCheck() {
        this(Path.of(System.getProperty("java.io.tmpdir")), DEVICES);
    }

    PermissionsCheck(Path temporary, List<Devices> devices) {
        this.temporary = temporary;
        this.devices = devices;
    }

    @Override
    public Subject subject() {
        return Subject.PERMISSIONS;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(temporaryFolder());
        devices.forEach(kind -> findings.addAll(unreadable(kind)));
        return findings;
    }

    private Finding temporaryFolder() {
        try {
            Files.delete(Files.createTempFile(temporary, "miracast", ".tmp"));
            return Finding.ok("Native libraries can be unpacked to " + temporary + ".");
        } catch (IOException e) {
            return Finding.error(
                    "Nothing can be written to " + temporary + ": " + e + ".",
                    "Free room or permit it, or set java.io.tmpdir to another folder.");
        }
    }

    private static List<Finding> unreadable(Devices kind) {
        if (!Files.isDirectory(kind.folder())) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(kind.folder(), kind.glob())) {
            for (Path device : found) {
                findings.add(
                        Files.isReadable(device) && Files.isWritable(device)
                                ? Finding.ok(device + " may be used.")
                                : Finding.warning(
                                        device + " may not be used by " + System.getProperty("user.name") + ".",
                                        "usermod -a -G " + kind.group() + " " + System.getProperty("user.name")
                                                + ", and log in again."));
            }
        } catch (IOException e) {
            findings.add(Finding.warning(
                    kind.folder() + " cannot be read: " + e + ".", "Permit it, if cameras or GPUs are to be used."));
        }
        return findings;
    }
}
