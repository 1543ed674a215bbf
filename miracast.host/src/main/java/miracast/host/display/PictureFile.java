// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import miracast.api.frames.VideoFrame;

/** Reads a picture with Java's own readers. Any thread. */
final class PictureFile {
    /** A file may claim any size; its pixels are not to fill the memory. */
    private static final int LARGEST = 16384;

    private PictureFile() {}

    /**
     * The picture, fitted in and centred on black.
     *
     * @throws IOException if it cannot be read: names the file and the reason
     */
    static VideoFrame read(Path file, int width, int height) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
            if (readers == null || !readers.hasNext()) {
                throw new IOException("it is no PNG, JPEG, GIF or BMP");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return frame(fitted(read(reader, width, height), width, height));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + " cannot be read: " + (e.getMessage() == null ? e : e.getMessage()), e);
        }
    }

    private static BufferedImage read(ImageReader reader, int width, int height) throws IOException {
        int fileWidth = reader.getWidth(0);
        int fileHeight = reader.getHeight(0);
        if (fileWidth > LARGEST || fileHeight > LARGEST) {
            throw new IOException(
                    "it is " + fileWidth + "x" + fileHeight + ", at most " + LARGEST + "x" + LARGEST + " are allowed");
        }
        // Far larger than what is shown: most of it need not even be kept.
        int step = Math.max(1, Math.min(fileWidth / (2 * width), fileHeight / (2 * height)));
        ImageReadParam sampling = reader.getDefaultReadParam();
        sampling.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, sampling);
    }

    private static BufferedImage fitted(BufferedImage picture, int width, int height) {
        double scale = Math.min((double) width / picture.getWidth(), (double) height / picture.getHeight());
        int fittedWidth = (int) Math.round(picture.getWidth() * scale);
        int fittedHeight = (int) Math.round(picture.getHeight() * scale);
        BufferedImage fitted = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = fitted.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(
                    picture, (width - fittedWidth) / 2, (height - fittedHeight) / 2, fittedWidth, fittedHeight, null);
        } finally {
            graphics.dispose();
        }
        return fitted;
    }

    private static VideoFrame frame(BufferedImage picture) {
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        ByteBuffer samples = ByteBuffer.allocateDirect(4 * pixels.length);
        // 0xRRGGBB, little-endian: blue, green, red.
        samples.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(pixels);
        return new VideoFrame().bgra(picture.getWidth(), picture.getHeight(), samples, 4 * picture.getWidth(), 0);
    }
}
