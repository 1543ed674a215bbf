// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import miracast.api.Inventory;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastTarget;
import miracast.api.encoder.VideoEncoder;
import miracast.shell.Figured;
import miracast.shell.doctor.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of folders and devices that native libraries need. */
class PermissionsCheckTest {
    @TempDir
    private Path folder;

    /** A bundle that unpacks its libraries there. */
    private static Inventory unpackingTo(Path folder) {
        return new Inventory() {
            @Override
            public List<Part> parts() {
                return List.of();
            }

            @Override
            public List<Path> nativeFolders() {
                return List.of(folder);
            }
        };
    }

    private static List<Finding> findings(boolean executable, Inventory... inventories) {
        PermissionsCheck check = new PermissionsCheck(List.of(), file -> executable && Files.isExecutable(file));
        check.inventories = List.of(inventories);
        return check.findings();
    }

    @Test
    void theFoldersThatAreLookedAtAreThoseThatBundlesUnpackTo() {
        assertThat(findings(true, unpackingTo(folder), unpackingTo(folder)))
                .containsExactly(Finding.ok("Native libraries can be unpacked to " + folder + "."));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsAnError() {
        Path none = folder.resolve("none");

        assertThat(findings(true, unpackingTo(none))).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(finding.what()).contains("Nothing can be written to " + none);
        });
    }

    @Test
    void aFolderThatIsMountedSoThatNothingIsExecutedIsAnError() {
        assertThat(findings(false, unpackingTo(folder))).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(finding.remedy()).contains("noexec", "org.bytedeco.javacpp.cachedir");
        });
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void thatNoFolderWillDoIsAnError() {
        Inventory without = new Inventory() {
            @Override
            public List<Part> parts() {
                return List.of();
            }

            @Override
            public List<Path> nativeFolders() throws IOException {
                throw new IOException("tried /a and /b");
            }
        };

        assertThat(findings(true, without)).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(finding.what()).contains("/a and /b");
        });
    }

    /** A device that nobody may use, not even the superuser: there is nothing behind its name. */
    private PermissionsCheck withForbidden(String name, boolean camera) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), folder.resolve("nothing"));
        return new PermissionsCheck(
                List.of(new PermissionsCheck.Devices(folder, name, "group", camera)), Files::isExecutable);
    }

    private static Verdict verdict(PermissionsCheck check) {
        List<Finding> findings = check.findings();
        assertThat(findings).hasSize(1);
        return findings.get(0).verdict();
    }

    private static CastService casting(CastRequest.Builder request) {
        Cast cast = Figured.of(Cast.class, Map.of("request", request.build()));
        return Figured.of(CastService.class, Map.of("casts", List.of(cast)));
    }

    private static CastRequest.Builder request() {
        return CastRequest.to(CastTarget.device("Lobby"));
    }

    @Test
    void aCameraThatMayNotBeUsedIsAWarningOnlyIfACastWantsIt() throws Exception {
        PermissionsCheck check = withForbidden("video0", true);
        assertThat(verdict(check)).isEqualTo(Verdict.OK);
        assertThat(check.findings().get(0).what()).endsWith("no cast wants it.");

        check.casts = casting(request().source("camera:/dev/another"));
        assertThat(verdict(check)).isEqualTo(Verdict.OK);

        check.casts = casting(request().source("camera"));
        assertThat(verdict(check)).isEqualTo(Verdict.WARNING);
        assertThat(check.findings().get(0).remedy()).startsWith("usermod -a -G group ");

        check.casts = null;
        check.declarations = List.of(Map.of("source", "camera:" + folder.resolve("video0")));
        assertThat(verdict(check)).isEqualTo(Verdict.WARNING);
    }

    @Test
    void aGpuThatMayNotBeUsedIsAWarningOnlyIfAnEncoderIsAskedForThatNeedsOne() throws Exception {
        PermissionsCheck check = withForbidden("renderD128", false);
        check.encoders = List.of(Map.of(VideoEncoder.NAME, "openh264", VideoEncoder.HARDWARE, false));
        check.declarations = List.of(Map.of("encoder", "", "source", "camera"));
        check.casts = casting(request().encoder("openh264"));
        assertThat(verdict(check)).isEqualTo(Verdict.OK);

        check.declarations = List.of(Map.of("encoder", "vaapi"));
        assertThat(verdict(check)).isEqualTo(Verdict.WARNING);
    }

    @Test
    void devicesThatMayBeUsedAreTold() throws Exception {
        Files.createFile(folder.resolve("video0"));
        PermissionsCheck check = new PermissionsCheck(
                List.of(new PermissionsCheck.Devices(folder, "video*", "video", true)), Files::isExecutable);

        assertThat(check.findings()).containsExactly(Finding.ok(folder.resolve("video0") + " may be used."));
    }
}
