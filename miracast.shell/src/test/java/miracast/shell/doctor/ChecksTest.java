// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import miracast.api.Inventory;
import miracast.api.VideoFormat;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastLogEntry.Kind;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
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
import miracast.shell.Figured;
import miracast.shell.doctor.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.WfdProviderStatus;

/** What each check finds. */
@Timeout(120)
class ChecksTest {
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
        assertThat(check.findings().get(0).remedy()).startsWith("Bundles with one are there");
        assertThat(check.findings().get(2).remedy()).isEqualTo("apt install libx264-164");

        check.inventories = List.of();
        assertThat(check.findings().get(0))
                .isEqualTo(Finding.error("There is no driver.", "Install a bundle with one."));
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

    @Test
    void aConfigurationThatIsNotUsedIsAWarningThatNamesIt() {
        PartsCheck check = new PartsCheck();
        check.inventories = List.of(new Inventory() {
            @Override
            public List<Part> parts() {
                return List.of(new Part(Kind.DRIVER, "wfd", true, ""), new Part(Kind.ENCODER, "openh264", true, ""));
            }

            @Override
            public List<String> configurationFaults() {
                return List.of("configuration a.pid is not used, the one before stays: threads 999 is not in 0 to 64");
            }
        });

        assertThat(check.findings())
                .filteredOn(finding -> finding.verdict() != Verdict.OK)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
                    assertThat(finding.what())
                            .startsWith("Configuration a.pid is not used")
                            .contains("threads 999");
                    assertThat(finding.remedy()).isNotEmpty();
                });
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
    void aSourceThatACastShowsIsNotOpenedAsSecondOne() throws Exception {
        SourcesCheck check = new SourcesCheck();
        check.sources = List.of(source("camera", request -> {
            throw new FrameSourceException("the device is busy");
        }));

        check.casts = playing("camera:/dev/video0", "openh264");
        assertThat(check.findings()).containsExactly(Finding.ok("Source camera gives cast c1 its pictures."));

        check.casts = playing("camera", "openh264", Kind.SOURCE_FAILED, Kind.FALLBACK);
        assertThat(check.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(finding.what()).contains("the device is busy");
        });

        check.casts = playing("camera", "openh264", Kind.SOURCE_FAILED, Kind.SOURCE);
        assertThat(check.findings()).extracting(Finding::verdict).containsExactly(Verdict.OK);
    }

    @Test
    void aDeviceIsSwitchedOnByWhoAsksTheDoctorAndNotByAMonitor() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        SourcesCheck check = new SourcesCheck();
        check.sources = List.of(Map.entry(Map.of(FrameSource.NAME, "camera", FrameSource.DEVICE, true), request -> {
            opened.incrementAndGet();
            return grey();
        }));

        assertThat(check.unnoticed()).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.OK);
            assertThat(finding.what()).contains("camera was not tried");
        });
        assertThat(opened).hasValue(0);

        assertThat(check.findings().get(0).what()).contains("Source camera gave a picture");
        assertThat(opened).hasValue(1);
    }

    /** A host with a cast that plays, and to whose parts that has happened. */
    private static CastService playing(String source, String encoder, Kind... happened) {
        List<CastLogEntry> log = Stream.of(happened)
                .map(kind -> new CastLogEntry(
                        Instant.EPOCH,
                        kind,
                        CastState.PLAYING,
                        CastState.PLAYING,
                        source,
                        "as the test says",
                        Optional.empty(),
                        0,
                        Optional.empty()))
                .toList();
        Cast cast = Figured.of(
                Cast.class,
                Map.of("id", "c1", "state", CastState.PLAYING, "source", source, "encoder", encoder, "log", log));
        return Figured.of(CastService.class, Map.of("casts", List.of(cast)));
    }

    @Test
    void anEncoderThatEncodesForACastIsNotOpenedAsSecondOne() throws Exception {
        EncodersCheck check = new EncodersCheck();
        check.encoders = List.of(new Encoder("gpu"));

        check.casts = playing("pattern", "gpu");
        assertThat(check.findings()).containsExactly(Finding.ok("Encoder gpu encodes for cast c1."));

        check.casts = playing("pattern", "gpu", Kind.ENCODER_MISSING);
        assertThat(check.findings()).first().extracting(Finding::verdict).isEqualTo(Verdict.WARNING);
    }

    @Test
    void anEncoderThatDoesNotEvenTellWhatItCanDoIsAWarningAndTheOthersAreTried() throws Exception {
        VideoEncoder mute = new VideoEncoder() {
            @Override
            public String name() {
                return "mute";
            }

            @Override
            public EncoderCapabilities capabilities() {
                throw new IllegalStateException("the driver was updated");
            }

            @Override
            public EncoderSession open(VideoFormat format, ChunkSink sink) {
                throw new AssertionError("nobody knows what it takes");
            }
        };
        EncodersCheck check = new EncodersCheck();
        check.encoders = List.of(mute, new Encoder("good", 7, 8, 5));

        List<Finding> findings = check.findings();

        assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.WARNING, Verdict.OK);
        assertThat(findings.get(0).what()).isEqualTo("Encoder mute failed: the driver was updated");
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
