// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/**
 * {@code wfd_preferred_display_mode}: in M4, instead of {@code wfd_video_formats}, a mode that no table has. Only for a sink that
 * says it takes such ones ({@link VideoFormats#preferredDisplayMode}).
 *
 * @param timing the mode
 * @param blanking3d one octet of the wire: how pictures for two eyes are told apart; 0 for one eye
 * @param eyes one octet of the wire: 0 for pictures for one eye
 * @param depth one octet of the wire: bits of a pixel; 0 for what H.264 of 8 bits gives
 * @param codec one profile and one level; no mode of the tables
 */
public record PreferredDisplayMode(DisplayTiming timing, int blanking3d, int eyes, int depth, H264Codec codec) {
    private static final String NAME = ParameterName.WFD_PREFERRED_DISPLAY_MODE;

    /** @throws IllegalArgumentException if a field has more than 8 bits */
    public PreferredDisplayMode {
        Fields.checkBits("blanking3d", blanking3d, 8);
        Fields.checkBits("eyes", eyes, 8);
        Fields.checkBits("depth", depth, 8);
    }

    /** Pictures for one eye. */
    public static PreferredDisplayMode of(DisplayTiming timing, H264Codec codec) {
        return new PreferredDisplayMode(timing, 0, 0, 0, codec);
    }

    /**
     * Reads a value.
     *
     * @throws ParameterException if a field is missing or no number, or the timing is none of a mode
     */
    public static PreferredDisplayMode parse(String value) throws ParameterException {
        Fields fields = new Fields(NAME, value);
        return new PreferredDisplayMode(
                DisplayTiming.parse(fields),
                (int) fields.hex("blanking", 2),
                (int) fields.hex("2D or 3D", 2),
                (int) fields.hex("pixel depth", 2),
                H264Codec.parse(VideoDialect.RELEASE_1, fields).orElseThrow());
    }

    /**
     * Reads this as a source's choice.
     *
     * @throws ParameterException if it is for two eyes, or not exactly one profile and one level
     */
    public VideoFormats.Choice choice() throws ParameterException {
        if (eyes != 0) {
            throw new ParameterException(
                    RtspStatus.UNSUPPORTED_MEDIA_TYPE, NAME, toString(), "pictures for two eyes are not supported");
        }
        return VideoFormats.choice(NAME, toString(), timing, codec);
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return String.join(
                " ",
                timing.toString(),
                Fields.hex2(blanking3d),
                Fields.hex2(eyes),
                Fields.hex2(depth),
                codec.toString());
    }
}
