// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.H264Codec;
import miracast.wire.rtsp.MicrosoftVideoFormats;
import miracast.wire.rtsp.ModeTable;
import miracast.wire.rtsp.ParameterException;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.PreferredDisplayMode;
import miracast.wire.rtsp.VideoDialect;
import miracast.wire.rtsp.VideoFormats;
import org.junit.jupiter.api.Test;

/** What holds for every choice, whatever a sink offers and a source can: tried with offers of a seeded generator. */
class AnyOfferTest {
    private final SplittableRandom random = new SplittableRandom(6);

    private void forEachChoice(BiConsumer<SourceCapabilities, ModeChoice.Agreed> check) {
        int agreed = 0;
        for (int i = 0; i < 1_000; i++) {
            SourceCapabilities source = source();
            SinkOffer offer = new SinkOffer(
                    offers(),
                    new MicrosoftVideoFormats(random.nextBoolean() ? 0 : random.nextLong(1L << 48)),
                    random.nextBoolean() ? List.of() : List.of(mode(), mode()));
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

    private List<VideoFormats> offers() {
        List<VideoFormats> offers = new ArrayList<>();
        offers.add(offer(random.nextInt(4) == 0 ? VideoDialect.WFDX : VideoDialect.RELEASE_1));
        if (random.nextBoolean()) {
            offers.add(offer(VideoDialect.RELEASE_2));
        }
        return offers;
    }

    private VideoFormats offer(VideoDialect dialect) {
        boolean preferred = dialect == VideoDialect.RELEASE_1 && random.nextBoolean();
        List<H264Codec> codecs = random.ints(random.nextInt(1, 4), 0, 1 << 16)
                .mapToObj(bits -> new H264Codec(
                        dialect,
                        bits & 0xFF,
                        bits >> 8 & 0xFF,
                        random.nextInt() & 0xFFFFFFFFL,
                        random.nextInt() & 0xFFFFFFFFL,
                        random.nextInt() & 0xFFFFFFFFL,
                        0,
                        random.nextBoolean() ? 0 : random.nextInt(1 << 16),
                        random.nextInt(1 << 16),
                        random.nextInt(1 << 8),
                        preferred ? random.nextInt(3000) : 0,
                        preferred ? random.nextInt(3000) : 0))
                .toList();
        return new VideoFormats(dialect, random.nextInt(256), preferred, codecs);
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
                .maxSize(random.nextInt(640, 5000), random.nextInt(480, 3100))
                .slices(random.nextBoolean())
                .modes(random.nextInt(4) == 0 ? List.of(mode(), mode()) : List.of())
                .preferredMode(mode())
                .maxBitRate(random.nextLong(100_000, 60_000_000))
                .build();
    }

    private VideoMode mode() {
        if (random.nextInt(6) == 0) {
            return VideoMode.progressive(random.nextInt(1, 2000), random.nextInt(1, 2000), random.nextInt(1, 240));
        }
        List<VideoMode> modes = ModeTable.values()[random.nextInt(4)].modes();
        VideoMode mode = modes.get(random.nextInt(modes.size()));
        return random.nextInt(4) == 0
                ? VideoMode.progressive(mode.width(), mode.height(), random.nextInt(10, 60))
                : mode;
    }

    @Test
    void answersThatTheSinkReadsAsOneChoice() {
        forEachChoice((source, choice) -> {
            try {
                VideoFormats.Choice read = read(choice.m4());
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

    /** What a sink makes of M4. */
    private static VideoFormats.Choice read(Map<String, Object> m4) throws ParameterException {
        Object timing = m4.get(ParameterName.WFD_PREFERRED_DISPLAY_MODE);
        if (timing != null) {
            assertThat(m4).hasSize(1);
            return PreferredDisplayMode.parse(timing.toString()).choice();
        }
        MicrosoftVideoFormats others = MicrosoftVideoFormats.parse(
                m4.getOrDefault(ParameterName.MICROSOFT_VIDEO_FORMATS, "none").toString());
        VideoDialect dialect = Stream.of(VideoDialect.values())
                .filter(each -> m4.containsKey(each.parameter()))
                .reduce((one, other) -> {
                    throw new AssertionError("both " + one + " and " + other);
                })
                .orElseThrow();
        return VideoFormats.parse(dialect, m4.get(dialect.parameter()).toString())
                .choice(others);
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
