// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

/** Processing steps of a frame ({@code MIRACAST_CHUNK_TYPE}, netdispumdddi.h). */
public enum ChunkType {
    /** A step that has no name. */
    UNKNOWN(0),
    /** The picture has the size and pixel format of the encoder. */
    COLOUR_CONVERSION_COMPLETE(1),
    /** A slice is encoded; the chunk has its octets. */
    ENCODE_COMPLETE(2),
    /**
     * The picture was taken from its source; first step of a frame. Its time is how long ago the picture was made, 0 where an old one is
     * shown again.
     */
    FRAME_START(3),
    /** The frame ends here: the network or the driver was too slow for it. */
    FRAME_DROPPED(4),
    /** {@code MIRACAST_CHUNK_TYPE_ENCODE_DRIVER_DEFINED_1}: whatever a driver makes of it. */
    DRIVER_DEFINED_1(0x80000000),
    /** {@code MIRACAST_CHUNK_TYPE_ENCODE_DRIVER_DEFINED_2}: whatever a driver makes of it. */
    DRIVER_DEFINED_2(0x80000001);

    private final int code;

    ChunkType(int code) {
        this.code = code;
    }

    /** The value in the header. */
    public int code() {
        return code;
    }
}
