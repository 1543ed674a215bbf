// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.H264Codec;
import miracast.wire.rtsp.ModeTable;
import miracast.wire.rtsp.VideoFormats;
import org.junit.jupiter.api.Test;

/** What holds for every choice, whatever a sink offers and a source can: tried with offers of a seeded generator. */
class AnyOfferTest {
    private final SplittableRandom random = new SplittableRandom(6);

    private void forEachChoice(BiConsumer<SourceCapabilities, ModeChoice.Agreed> check) {
        int agreed = 0;
        for (int i = 0; i < 1_000; i++) {
            SourceCapabilities source = source();
            SinkOffer offer = new SinkOffer(offer(), random.nextBoolean() ? List.of() : List.of(mode(), mode()));
            ModeChoice choice =
                    ModeChooser.choose(offer, source, random.nextInt(3) == 0 ? 0 : random.nextLong(20_000_000));
            if (choice instanceof ModeChoice.Agreed found) {
                check.accept(source, found);
                agreed++;
            } else {
                assertThat(choice.reasons()).isNotEmpty();
            }
        }
        assertThat(agreed).isGreaterThan(300);
    }

    private VideoFormats offer() {
        List<H264Codec> codecs = random.ints(random.nextInt(1, 4), 0, 1 << 16)
                .mapToObj(bits -> new H264Codec(
                        bits & 0xFF,
                        bits >> 8 & 0xFF,
                        random.nextInt() & 0xFFFFFFFFL,
                        random.nextInt() & 0xFFFFFFFFL,
                        random.nextInt() & 0xFFFFFFFFL,
                        0,
                        random.nextBoolean() ? 0 : random.nextInt(1 << 16),
                        random.nextInt(1 << 16),
                        random.nextInt(1 << 8),
                        0,
                        0))
                .toList();
        return new VideoFormats(random.nextInt(256), false, codecs);
    }

    private SourceCapabilities source() {
        Map<H264Profile, H264Level> profiles = new EnumMap<>(H264Profile.class);
        for (H264Profile profile : H264Profile.values()) {
            if (profiles.isEmpty() || random.nextBoolean()) {
                profiles.put(profile, H264Level.values()[random.nextInt(H264Level.values().length)]);
            }
        }
        return SourceCapabilities.builder()
                .profiles(profiles)
                .maxSize(random.nextInt(640, 2000), random.nextInt(480, 1300))
                .slices(random.nextBoolean())
                .modes(random.nextInt(4) == 0 ? List.of(mode(), mode()) : List.of())
                .preferredMode(mode())
                .maxBitRate(random.nextLong(100_000, 60_000_000))
                .build();
    }

    private VideoMode mode() {
        List<VideoMode> modes = ModeTable.values()[random.nextInt(3)].modes();
        VideoMode mode = modes.get(random.nextInt(modes.size()));
        return random.nextInt(4) == 0
                ? VideoMode.progressive(mode.width(), mode.height(), random.nextInt(10, 60))
                : mode;
    }

    @Test
    void answersThatTheSinkReadsAsOneChoice() {
        forEachChoice((source, choice) -> {
            try {
                VideoFormats.Choice read =
                        VideoFormats.parse(choice.m4().toString()).choice();
                assertThat(read.mode()).isEqualTo(choice.announced());
                assertThat(read.profile()).isEqualTo(choice.format().profile());
                assertThat(read.level()).isEqualTo(choice.format().level());
                assertThat(read.maxSlices()).isEqualTo(choice.format().maxSlices());
                assertThat(read.minSlice()).isEqualTo(choice.format().minSliceMacroblocks());
            } catch (Exception e) {
                throw new AssertionError(choice.toString(), e);
            }
        });
    }

    @Test
    void keepsWithinWhatTheSourceCan() {
        forEachChoice((source, choice) -> {
            VideoMode mode = choice.format().mode();
            assertThat(mode.width()).isLessThanOrEqualTo(source.maxWidth());
            assertThat(mode.height()).isLessThanOrEqualTo(source.maxHeight());
            assertThat(source.modes().isEmpty() || source.modes().contains(mode))
                    .isTrue();
            assertThat(source.level(choice.format().profile()))
                    .hasValueSatisfying(level -> assertThat(level)
                            .isGreaterThanOrEqualTo(choice.format().level()));
            assertThat(choice.format().bitRate()).isLessThanOrEqualTo(source.maxBitRate());
        });
    }

    @Test
    void keepsModeAndBitRateWithinTheLevel() {
        forEachChoice((source, choice) -> {
            H264Level level = choice.format().level();
            assertThat(level.holds(choice.announced().mode())).isTrue();
            assertThat(choice.format().bitRate())
                    .isLessThanOrEqualTo(level.maxBitRate(choice.format().profile()));
        });
    }

    @Test
    void announcesTheSizeThatItSends() {
        forEachChoice((source, choice) -> {
            VideoMode sent = choice.format().mode();
            VideoMode announced = choice.announced().mode();
            assertThat(announced.width()).isEqualTo(sent.width());
            assertThat(announced.height()).isEqualTo(sent.height());
            assertThat(announced.rate()).isGreaterThanOrEqualTo(sent.rate());
        });
    }
}
