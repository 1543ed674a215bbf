// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
    private static final int RED = 0xFF0000;

    @TempDir
    Path folder;

    private Path red(int width, int height, String format) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, RED);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        Path file = folder.resolve("red." + format);
        assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
        return file;
    }

    private static int pixel(VideoFrame frame, int x, int y) {
        int at = y * frame.stride(0) + 4 * x;
        int blue = frame.plane(0).get(at) & 0xFF;
        int green = frame.plane(0).get(at + 1) & 0xFF;
        int red = frame.plane(0).get(at + 2) & 0xFF;
        return red << 16 | green << 8 | blue;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif"})
    void isReadInTheSizeOfTheMode(String format) throws Exception {
        VideoFrame frame = PictureFile.read(red(64, 48, format), 320, 240);

        assertThat(frame.format()).isEqualTo(PixelFormat.BGRA);
        assertThat(frame.width()).isEqualTo(320);
        assertThat(frame.height()).isEqualTo(240);
        assertThat(frame.plane(0).isDirect()).isTrue();
        assertThat(pixel(frame, 0, 0)).isEqualTo(RED);
        assertThat(pixel(frame, 319, 239)).isEqualTo(RED);
    }

    @Test
    void anotherShapeIsCentredOnBlack() throws Exception {
        VideoFrame frame = PictureFile.read(red(100, 100, "png"), 320, 240);

        assertThat(pixel(frame, 39, 120)).isZero();
        assertThat(pixel(frame, 41, 120)).isEqualTo(RED);
        assertThat(pixel(frame, 278, 120)).isEqualTo(RED);
        assertThat(pixel(frame, 281, 120)).isZero();
    }

    @Test
    void aFarLargerOneIsBroughtDown() throws Exception {
        VideoFrame frame = PictureFile.read(red(4000, 3000, "png"), 320, 240);

        assertThat(pixel(frame, 160, 120)).isEqualTo(RED);
    }

    @Test
    void whatIsNoPictureIsRefusedByName() throws Exception {
        Path file = Files.writeString(folder.resolve("text.png"), "no picture at all");

        assertThatIOException()
                .isThrownBy(() -> PictureFile.read(file, 320, 240))
                .withMessage(file + " cannot be read: it is no PNG, JPEG, GIF or BMP");
    }

    @Test
    void aCutOneIsRefusedByName() throws Exception {
        Path file = red(64, 48, "png");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 60));

        assertThatIOException()
                .isThrownBy(() -> PictureFile.read(file, 320, 240))
                .withMessageStartingWith(file + " cannot be read: ");
    }

    @Test
    void oneThatClaimsToFillTheMemoryIsRefused() throws Exception {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(header);
        out.write("IHDR".getBytes(StandardCharsets.US_ASCII));
        out.writeInt(60_000);
        out.writeInt(60_000);
        out.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.toByteArray());
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        DataOutputStream all = new DataOutputStream(png);
        all.writeLong(0x89504E470D0A1A0AL);
        all.writeInt(13);
        all.write(header.toByteArray());
        all.writeInt((int) crc.getValue());
        // The reader looks for the next chunk before it tells the size.
        all.writeInt(0);
        all.write("IDAT".getBytes(StandardCharsets.US_ASCII));
        all.writeInt(0);
        Path file = Files.write(folder.resolve("large.png"), png.toByteArray());

        assertThatIOException()
                .isThrownBy(() -> PictureFile.read(file, 320, 240))
                .withMessage(file + " cannot be read: it is 60000x60000, at most 16384x16384 are allowed");
    }

    @Test
    void oneThatIsNotThereIsRefusedByName() {
        Path file = folder.resolve("missing.png");

        assertThatIOException()
                .isThrownBy(() -> PictureFile.read(file, 320, 240))
                .withMessageStartingWith(file + " cannot be read: ");
    }
}
