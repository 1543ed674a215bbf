// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import miracast.api.Inventory;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.DeclaredCast;
import miracast.api.encoder.VideoEncoder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whether native libraries can be unpacked and executed, and whether cameras and GPUs that casts want may be opened by this user. */
@Component(service = Check.class)
public final class PermissionsCheck implements Check {
    /** What Linux gives to groups: cameras (V4L2) and the render nodes of GPUs (DRM). */
    private static final List<Devices> DEVICES = List.of(
            new Devices(Path.of("/dev"), "video*", "video", true),
            new Devices(Path.of("/dev/dri"), "renderD*", "render", false));

    /** The source that shows cameras; what follows it names one. */
    private static final String CAMERA = "camera";

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<Inventory> inventories = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile CastService casts;

    /** The values of their configurations. */
    @Reference(
            service = DeclaredCast.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    volatile List<Map<String, Object>> declarations = List.of();

    /** Their service properties. */
    @Reference(
            service = VideoEncoder.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    volatile List<Map<String, Object>> encoders = List.of();

    private final List<Devices> devices;
    private final Predicate<Path> executable;

    /**
     * Devices of one kind.
     *
     * @param folder where they are, if there are any
     * @param glob their names
     * @param group who may use them
     * @param camera whether they are cameras; otherwise encoders need them
     */
    record Devices(Path folder, String glob, String group, boolean camera) {}

    @Activate
    public PermissionsCheck() {
        this(DEVICES, Files::isExecutable);
    }

    /** @param executable whether the system executes a file that says it may be */
    PermissionsCheck(List<Devices> devices, Predicate<Path> executable) {
        this.devices = devices;
        this.executable = executable;
    }

    @Override
    public Subject subject() {
        return Subject.PERMISSIONS;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(folders());
        devices.forEach(kind -> findings.addAll(usable(kind)));
        return findings.isEmpty() ? List.of(Finding.ok("Nothing here needs a permission.")) : findings;
    }

    /** The folders that bundles unpack libraries to, each once. */
    private List<Finding> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        List<Finding> findings = new ArrayList<>();
        for (Inventory inventory : inventories) {
            try {
                folders.addAll(inventory.nativeFolders());
            } catch (IOException | RuntimeException | LinkageError e) {
                findings.add(Finding.error(
                        "Native libraries cannot be unpacked: " + e.getMessage(),
                        "Permit one of these folders, or name another one."));
            }
        }
        folders.forEach(folder -> findings.add(folder(folder)));
        return findings;
    }

    private Finding folder(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "miracast", ".tmp");
            try {
                return file.toFile().setExecutable(true) && executable.test(file)
                        ? Finding.ok("Native libraries can be unpacked to " + folder + ".")
                        : Finding.error(
                                "Nothing can be executed in " + folder + ", where native libraries are unpacked to.",
                                "Mount it without noexec, or name another folder: " + properties());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return Finding.error(
                    "Nothing can be written to " + folder + ", where native libraries are unpacked to: " + e + ".",
                    "Free room or permit it, or name another folder: " + properties());
        }
    }

    private static String properties() {
        return "-Dorg.bytedeco.javacpp.cachedir=… for FFmpeg, -Djna.tmpdir=… for libx264.";
    }

    private List<Finding> usable(Devices kind) {
        if (!Files.isDirectory(kind.folder())) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(kind.folder(), kind.glob())) {
            for (Path device : found) {
                findings.add(finding(kind, device));
            }
        } catch (IOException e) {
            findings.add(Finding.warning(
                    kind.folder() + " cannot be read: " + e + ".", "Permit it, if cameras or GPUs are to be used."));
        }
        return findings;
    }

    private Finding finding(Devices kind, Path device) {
        if (Files.isReadable(device) && Files.isWritable(device)) {
            return Finding.ok(device + " may be used.");
        }
        String what = device + " may not be used by " + System.getProperty("user.name");
        return isWanted(kind, device)
                ? Finding.warning(
                        what + ", and a cast wants it.",
                        "usermod -a -G " + kind.group() + " " + System.getProperty("user.name") + ", and log in again.")
                : Finding.ok(what + "; no cast wants it.");
    }

    private boolean isWanted(Devices kind, Path device) {
        return kind.camera() ? wantsCamera(device) : wantsGpu();
    }

    private boolean wantsCamera(Path device) {
        return wishes("source", cast -> Stream.of(cast.source()))
                .anyMatch(source -> source.equals(CAMERA) || source.equals(CAMERA + ":" + device));
    }

    /** Whether an encoder is asked for that does not run on the CPU, or is missing. */
    private boolean wantsGpu() {
        Set<Object> software = encoders.stream()
                .filter(encoder -> !Boolean.TRUE.equals(encoder.get(VideoEncoder.HARDWARE)))
                .map(encoder -> encoder.get(VideoEncoder.NAME))
                .collect(Collectors.toSet());
        return wishes("encoder", cast -> cast.encoder().stream()).anyMatch(encoder -> !software.contains(encoder));
    }

    /** What casts and declarations say of something. */
    private Stream<String> wishes(String field, Function<CastRequest, Stream<String>> wish) {
        CastService service = casts;
        Stream<String> cast =
                service == null ? Stream.empty() : service.casts().stream().flatMap(each -> wish.apply(each.request()));
        Stream<String> declared = declarations.stream()
                .map(declaration -> declaration.get(field))
                .filter(String.class::isInstance)
                .map(String.class::cast);
        return Stream.concat(cast, declared).filter(text -> !text.isEmpty());
    }
}
