// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import miracast.api.Inventory;
import miracast.api.VideoFormat;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import miracast.shell.doctor.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wfd.api.WfdProviderStatus;

/** What each check finds. */
@Timeout(60)
class ChecksTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAHostNothingCanBeCast() {
        assertThat(new HostCheck().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(finding.remedy()).contains("miracast-core");
        });
    }

    @Test
    void aMissingPartIsAWarningAndTheLastEncoderAnError() {
        PartsCheck check = new PartsCheck();
        check.inventories = List.of(() -> List.of(
                new Inventory.Part(Inventory.Kind.DRIVER, "wfd", true, "Netty"),
                new Inventory.Part(Inventory.Kind.ENCODER, "x264", false, "apt install libx264-164")));

        assertThat(check.findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.ERROR, Verdict.OK, Verdict.WARNING, Verdict.OK);
        assertThat(check.findings().get(2).remedy()).isEqualTo("apt install libx264-164");
    }

    @Test
    void aPartForAnotherMachineIsNoConcernWhereOneOfItsKindIsThere() {
        PartsCheck check = new PartsCheck();
        check.inventories = List.of(() -> List.of(
                new Inventory.Part(Inventory.Kind.DRIVER, "wfd", true, "Netty"),
                new Inventory.Part(Inventory.Kind.ENCODER, "openh264", true, "2.6"),
                new Inventory.Part(Inventory.Kind.ENCODER, "videotoolbox", false, "needs macOS")));

        assertThat(check.findings()).extracting(Finding::verdict).containsOnly(Verdict.OK);
        assertThat(check.findings().get(2).what()).contains("videotoolbox", "needs macOS");
    }

    private record Status(String name, boolean available, String reason) implements WfdProviderStatus {}

    @Test
    void aProviderForAnotherSystemIsNoConcernWhereOneWorks() {
        ProvidersCheck check = new ProvidersCheck();
        assertThat(check.findings()).extracting(Finding::verdict).containsExactly(Verdict.WARNING);

        check.providers = List.of(new Status("windows", false, "this is Linux"));
        assertThat(check.findings()).extracting(Finding::verdict).containsExactly(Verdict.WARNING);

        check.providers = List.of(new Status("windows", false, "this is Linux"), new Status("sim", true, ""));
        assertThat(check.findings()).extracting(Finding::verdict).containsOnly(Verdict.OK);
    }

    @Test
    void interfacesAreToldOrThatThereIsNone() {
        assertThat(new InterfacesCheck().findings())
                .isNotEmpty()
                .noneMatch(finding -> finding.verdict() == Verdict.ERROR);
    }

    @Test
    void aPortThatAnotherProgramHasIsAWarning() throws Exception {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(0));

            Finding taken = new PortCheck().bind(other.getLocalPort());

            assertThat(taken.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(taken.what()).contains(String.valueOf(other.getLocalPort()));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsAnError() {
        assertThat(new PermissionsCheck(folder.resolve("none"), List.of()).findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.ERROR);
    }

    @Test
    void devicesThatMayBeUsedAreTold() throws Exception {
        Files.createFile(folder.resolve("video0"));
        PermissionsCheck check =
                new PermissionsCheck(folder, List.of(new PermissionsCheck.Devices(folder, "video*", "video")));

        assertThat(check.findings()).hasSize(2).allMatch(finding -> finding.verdict() == Verdict.OK);
    }

    /** An encoder that gives out NAL units of these types, or fails. */
    private record Encoder(String name, int... types) implements VideoEncoder {
        @Override
        public EncoderCapabilities capabilities() {
            return EncoderCapabilities.builder().build();
        }

        @Override
        public EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException {
            if (types.length == 0) {
                throw new EncoderException("the GPU is away");
            }
            return new EncoderSession() {
                @Override
                public void encode(VideoFrame frame, long frameNumber, boolean idr) {
                    int at = sink.claim(5 * types.length);
                    for (int i = 0; i < types.length; i++) {
                        ByteBuffer memory = sink.memory();
                        memory.put(at + 5 * i, new byte[] {0, 0, 1, (byte) (0x60 | types[i]), 0x55});
                    }
                    sink.commit(5 * types.length, ChunkId.of(frameNumber, 0), idr, true);
                }

                @Override
                public void setBitRate(long bitRate) {}

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void anEncoderMustMakeAPictureThatCanBeDecoded() throws Exception {
        EncodersCheck check = new EncodersCheck();
        check.encoders = List.of(new Encoder("good", 7, 8, 5), new Encoder("bare", 5), new Encoder("broken"));

        List<Finding> findings = check.findings();

        assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.OK, Verdict.WARNING, Verdict.WARNING);
        assertThat(findings.get(0).what()).contains("15 octets");
        assertThat(findings.get(1).what()).contains("NAL units [5]");
        assertThat(findings.get(2).what()).contains("the GPU is away");
    }

    @Test
    void whereNoEncoderWorksNothingCanBeCast() throws Exception {
        EncodersCheck check = new EncodersCheck();
        check.encoders = List.of(new Encoder("broken"));

        assertThat(check.findings()).last().extracting(Finding::verdict).isEqualTo(Verdict.ERROR);
    }

    @Test
    void aSourceMustGiveAPictureUnlessItSaysThatItHasNone() throws Exception {
        FrameSource failing = request -> {
            throw new FrameSourceException("no display");
        };
        SourcesCheck check = new SourcesCheck();
        check.sources = List.of(
                source("pattern", request -> grey()),
                source("screen", failing),
                source("camera", failing),
                source(FrameSource.MEDIA, failing));
        check.inventories =
                List.of(() -> List.of(new Inventory.Part(Inventory.Kind.FRAME_SOURCE, "camera", false, "none")));

        assertThat(check.findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.OK, Verdict.WARNING, Verdict.OK);
        assertThat(check.findings().get(1).what()).contains("screen", "no display");
    }

    private static Map.Entry<Map<String, Object>, FrameSource> source(String name, FrameSource source) {
        return Map.entry(Map.of(FrameSource.NAME, name), source);
    }

    private static FrameStream grey() {
        return new FrameStream() {
            @Override
            public boolean next(VideoFrame frame, long timeNs) {
                frame.bgra(2, 2, ByteBuffer.allocateDirect(16), 8, timeNs);
                return true;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void aCoarseTimerAndAClockThatIsBehindAreWarnings() throws Exception {
        assertThat(ClockCheck.wakeUp(TimeUnit.MICROSECONDS.toNanos(80)).verdict())
                .isEqualTo(Verdict.OK);
        assertThat(ClockCheck.wakeUp(TimeUnit.MILLISECONDS.toNanos(15)).verdict())
                .isEqualTo(Verdict.WARNING);

        Instant installed = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(new ClockCheck(() -> Instant.EPOCH, installed).findings())
                .last()
                .satisfies(finding -> assertThat(finding.what()).contains("1970-01-01", "2026-01-01"));
    }

    @Test
    void tooLittleMemoryIsAnErrorAndLittleThatIsLeftAWarning() {
        assertThat(MemoryCheck.finding("Heap", 1, 1 << 20, 2 << 20, "-Xmx").verdict())
                .isEqualTo(Verdict.ERROR);
        assertThat(MemoryCheck.finding("Heap", 95 << 20, 100 << 20, 64 << 20, "-Xmx")
                        .verdict())
                .isEqualTo(Verdict.WARNING);
        assertThat(new MemoryCheck().findings()).hasSize(2);
    }
}
