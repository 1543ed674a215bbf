// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Decodes pictures. One thread, but for {@link #lastPicture}. */
interface PictureDecoder extends AutoCloseable {

    /** Takes what comes out of a decoder. */
    interface Output {
        /**
         * A picture.
         *
         * @param number which access unit it was
         * @param damaged whether the decoder had to make parts of it up
         * @param luma its brightness, at least its upper {@link miracast.api.frames.FrameMarker#HEIGHT} lines from index 0; valid
         *     during the call
         * @param stride octets from line to line
         * @param width pixels in a line
         * @param height lines of the picture
         */
        void picture(long number, boolean damaged, ByteBuffer luma, int stride, int width, int height);
    }

    /**
     * Decodes an access unit, and gives out what is ready.
     *
     * @return false if the decoder refused it
     */
    boolean decode(AccessUnit unit, Output output);

    /** Gives out the pictures that the decoder still holds back; it takes none after that. */
    void drain(Output output);

    /** The last picture that came out; empty if there was none. Any thread, also after {@link #close}. */
    Optional<BufferedImage> lastPicture();

    /** Frees what is native; the last picture is kept. Closing twice does nothing. */
    @Override
    void close();
}
