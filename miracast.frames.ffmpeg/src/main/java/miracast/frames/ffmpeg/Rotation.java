// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.IntPointer;

/** Turns pictures that were taken with the camera held upright or upside down. */
final class Rotation {

    private Rotation() {}

    /** How often the pictures of a stream are to be turned clockwise by 90 degrees, 0 to 3, by the display matrix. */
    static int quarterTurns(AVCodecParameters parameters) {
        AVPacketSideData data = av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (data == null || data.size() < 36) {
            return 0;
        }
        double counterclockwise = av_display_rotation_get(new IntPointer(data.data()));
        return Double.isNaN(counterclockwise) ? 0 : Math.floorMod(Math.round(-counterclockwise / 90), 4);
    }

    /**
     * Copies a plane of 8-bit samples, turned clockwise.
     *
     * @param width samples in a line of what comes out
     * @param height lines of what comes out
     */
    static void turn(
            int quarterTurns,
            ByteBuffer from,
            int fromStride,
            ByteBuffer to,
            int toOffset,
            int toStride,
            int width,
            int height) {
        for (int y = 0; y < height; y++) {
            int start = start(quarterTurns, fromStride, width, height, y);
            int step = quarterTurns == 2 ? -1 : quarterTurns == 1 ? -fromStride : fromStride;
            int line = toOffset + y * toStride;
            for (int x = 0; x < width; x++) {
                to.put(line + x, from.get(start + x * step));
            }
        }
    }

    /** Where the first sample of a line comes from. */
    private static int start(int quarterTurns, int fromStride, int width, int height, int y) {
        if (quarterTurns == 1) {
            return (width - 1) * fromStride + y;
        }
        return quarterTurns == 2 ? (height - 1 - y) * fromStride + width - 1 : height - 1 - y;
    }
}
