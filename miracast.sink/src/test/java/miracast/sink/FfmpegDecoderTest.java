// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import miracast.api.frames.FrameMarker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FfmpegDecoderTest {
    private final FfmpegLibrary library = new FfmpegLibrary();
    private final AccessUnit unit = new AccessUnit();
    private final FrameMarker marker = new FrameMarker();
    private final List<Long> numbers = new ArrayList<>();
    private final List<Integer> markers = new ArrayList<>();
    private int damaged;
    private PictureDecoder decoder;

    @BeforeEach
    void open() throws IOException {
        decoder = library.decoder(1);
    }

    @AfterEach
    void close() {
        decoder.close();
        library.close();
    }

    private boolean decode(byte[] octets, long number, boolean damage) {
        unit.begin(0, 0);
        unit.append(ByteBuffer.wrap(octets), 0, octets.length);
        unit.pad();
        unit.number(number);
        if (damage) {
            unit.damage();
        }
        return decoder.decode(unit, this::picture);
    }

    private void picture(long number, boolean broken, ByteBuffer luma, int stride, int width, int height) {
        numbers.add(number);
        damaged += broken ? 1 : 0;
        if (marker.read(luma, stride, width, height)) {
            markers.add(marker.frame());
        }
    }

    @Test
    void givesOutEachPictureAtOnceWithItsMarker() {
        List<byte[]> video = SampleVideo.encode(12, n -> n);
        for (int i = 0; i < video.size(); i++) {
            assertThat(decode(video.get(i), i + 1, false)).isTrue();
            assertThat(numbers).hasSize(i + 1).endsWith(i + 1L);
            assertThat(markers).hasSize(i + 1).endsWith(SampleVideo.FIRST_FRAME + i);
        }
        assertThat(damaged).isZero();
    }

    @Test
    void hasNoPictureBeforeTheFirst() {
        assertThat(decoder.lastPicture()).isEmpty();
    }

    @Test
    void lastPictureHasTheColoursOfTheStream() {
        decode(SampleVideo.encode(1, n -> n).get(0), 1, false);
        BufferedImage picture = decoder.lastPicture().orElseThrow();
        assertThat(picture.getWidth()).isEqualTo(SampleVideo.WIDTH);
        assertThat(picture.getHeight()).isEqualTo(SampleVideo.HEIGHT);
        Color green = new Color(picture.getRGB(320, 400));
        assertThat(green.getRed()).isLessThan(20);
        assertThat(green.getGreen()).isGreaterThan(235);
        assertThat(green.getBlue()).isLessThan(20);
    }

    @Test
    void keepsTheLastPictureBeyondItsEnd() {
        decode(SampleVideo.encode(1, n -> n).get(0), 1, false);
        decoder.close();
        assertThat(decoder.lastPicture()).isPresent();
    }

    @Test
    void flagsAPictureOfWhichAPartIsMissing() {
        List<byte[]> video = SampleVideo.encode(3, n -> n);
        decode(video.get(0), 1, false);
        byte[] cut = Arrays.copyOf(video.get(1), video.get(1).length / 2);
        boolean taken = decode(cut, 2, true);
        assertThat(!taken || damaged > 0).isTrue();
    }

    @Test
    void survivesGarbage() {
        Random random = new Random(1);
        List<byte[]> video = SampleVideo.encode(10, n -> n);
        for (int round = 0; round < 200; round++) {
            byte[] octets = video.get(round % video.size()).clone();
            for (int i = 0; i < 20; i++) {
                octets[6 + random.nextInt(octets.length - 6)] = (byte) random.nextInt();
            }
            decode(octets, round + 1, true);
        }
        byte[] noise = new byte[10_000];
        random.nextBytes(noise);
        decode(noise, 300, true);
        decode(new byte[0], 301, true);
        decoder.drain(this::picture);
        assertThat(decoder.lastPicture()).isPresent();
    }

    @Test
    void doesNotAllocateForAPictureLargerThanAnyDisplay() {
        byte[] huge = Pictures.unit(
                Pictures.DELIMITER, Pictures.sps(66, 52, 16384, 16384), Pictures.PPS, Pictures.slice(5, 0, 7, 1000));
        decode(huge, 1, false);
        assertThat(numbers).isEmpty();
    }
}
