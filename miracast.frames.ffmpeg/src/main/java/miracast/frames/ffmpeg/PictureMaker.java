// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import miracast.api.frames.PixelFormat;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/** Makes pictures of decoded frames, whatever those are: scaled, fitted in, turned, converted. One thread at a time. */
final class PictureMaker implements AutoCloseable {
    /** Lines from which on video without a word about its colours is taken for BT.709, as players do. */
    private static final int HIGH_DEFINITION = 720;

    private final int quarterTurns;
    private final SwsContext scaler = sws_alloc_context();
    private int fromWidth;
    private int fromHeight;
    private Fit fit;
    private Picture upright;
    private Fit uprightFit;

    /** @param quarterTurns how often frames are turned clockwise by 90 degrees, 0 to 3 */
    PictureMaker(int quarterTurns) {
        this.quarterTurns = quarterTurns;
        scaler.flags(SWS_BILINEAR);
    }

    /** Makes a picture. Marks the frame's colours if it does not say what they are. */
    void make(AVFrame from, Picture to) {
        if (from.width() != fromWidth || from.height() != fromHeight) {
            measure(from, to);
        }
        nameColours(from);
        if (quarterTurns == 0) {
            convert(from, to.part(fit));
            to.mend();
        } else {
            convert(from, upright.part(uprightFit));
            turn(to);
        }
    }

    /** Where the last picture lies in the one that was made of it. */
    Fit fit() {
        return fit;
    }

    private void measure(AVFrame from, Picture to) {
        fromWidth = from.width();
        fromHeight = from.height();
        AVRational pixel = from.sample_aspect_ratio();
        boolean square = pixel.num() <= 0 || pixel.den() <= 0;
        long seenWidth = (long) fromWidth * (square ? 1 : pixel.num());
        long seenHeight = (long) fromHeight * (square ? 1 : pixel.den());
        boolean lies = (quarterTurns & 1) != 0;
        fit = Fit.of(lies ? seenHeight : seenWidth, lies ? seenWidth : seenHeight, to.width(), to.height());
        if (quarterTurns != 0) {
            closeUpright();
            upright = lies
                    ? new Picture(PixelFormat.I420, fit.height(), fit.width())
                    : new Picture(PixelFormat.I420, fit.width(), fit.height());
            uprightFit = new Fit(0, 0, upright.width(), upright.height());
        }
    }

    private static void nameColours(AVFrame frame) {
        // Mapping one set of primaries to another takes longer than decoding, and hardly shows.
        frame.color_primaries(AVCOL_PRI_UNSPECIFIED).color_trc(AVCOL_TRC_UNSPECIFIED);
        if (frame.colorspace() == AVCOL_SPC_UNSPECIFIED) {
            frame.colorspace(frame.height() >= HIGH_DEFINITION ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M);
        }
        if (frame.color_range() == AVCOL_RANGE_UNSPECIFIED && frame.format() == AV_PIX_FMT_YUV420P) {
            frame.color_range(AVCOL_RANGE_MPEG);
        }
    }

    private void convert(AVFrame from, AVFrame to) {
        boolean alike = from.format() == to.format()
                && from.width() == to.width()
                && from.height() == to.height()
                && from.colorspace() == to.colorspace()
                && from.color_range() == to.color_range();
        // sws_scale_frame would exchange the memory of the one for that of the other if they are alike.
        if (alike) {
            NativeFFmpeg.check(av_frame_copy(to, from), "av_frame_copy");
        } else {
            NativeFFmpeg.check(sws_scale_frame(scaler, to, from), "sws_scale_frame");
        }
    }

    private void turn(Picture to) {
        to.part(fit);
        for (int i = 0; i < 3; i++) {
            int shift = i == 0 ? 0 : 1;
            Rotation.turn(
                    quarterTurns,
                    upright.plane(i),
                    upright.stride(i),
                    to.plane(i),
                    (fit.y() >> shift) * to.stride(i) + (fit.x() >> shift),
                    to.stride(i),
                    fit.width() + shift >> shift,
                    fit.height() + shift >> shift);
        }
    }

    private void closeUpright() {
        if (upright != null) {
            upright.close();
            upright = null;
        }
    }

    /** Frees everything. */
    @Override
    public void close() {
        closeUpright();
        sws_free_context(scaler);
    }
}
