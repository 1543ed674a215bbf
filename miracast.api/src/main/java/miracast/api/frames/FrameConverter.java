// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Scales and converts pictures. The host has one in plain Java; a better ranked service replaces it. Any thread.
 */
@ProviderType
public interface FrameConverter {

    /** The name by which lists show it. */
    String name();

    /**
     * Opens a conversion into one kind of picture; what comes in may change from frame to frame. A picture of another shape is
     * fitted in and centred on black.
     *
     * @param format I420 or NV12
     * @param width pixels of what comes out
     * @param height lines of what comes out
     */
    Conversion open(PixelFormat format, int width, int height);

    /** One conversion, with the memory that it writes to. One thread at a time; allocates nothing while the input stays alike. */
    @ProviderType
    interface Conversion extends AutoCloseable {

        /**
         * Converts a picture.
         *
         * @param from any format and size
         * @param to wrapped over memory of the conversion, valid until the next call or {@link #close()}; has the time of
         *     {@code from}
         */
        void convert(VideoFrame from, VideoFrame to);

        /** Frees the memory. Closing twice does nothing. */
        @Override
        void close();
    }
}
