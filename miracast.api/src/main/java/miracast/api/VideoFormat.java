// SPDX-License-Identifier: Apache-2.0
package miracast.api;

/**
 * How the picture is coded, as source and sink agreed on it: what an encoder is opened with.
 *
 * @param mode size and rate
 * @param profile H.264 profile that the sequence parameter set announces
 * @param level H.264 level that the sequence parameter set announces
 * @param maxSlices the most slices in a picture; 1 means exactly one slice per picture
 * @param minSliceMacroblocks the least macroblocks in a slice but the last; 0 if {@code maxSlices} is 1
 * @param bitRate bit/s to start with; changed later without a new format
 */
public record VideoFormat(
        VideoMode mode, H264Profile profile, H264Level level, int maxSlices, int minSliceMacroblocks, long bitRate) {

    public VideoFormat {
        if (maxSlices < 1) {
            throw new IllegalArgumentException("maxSlices " + maxSlices + " is less than 1");
        }
        if (minSliceMacroblocks < 0) {
            throw new IllegalArgumentException("minSliceMacroblocks " + minSliceMacroblocks + " is negative");
        }
        if (bitRate < 1) {
            throw new IllegalArgumentException("bitRate " + bitRate + " bit/s is less than 1");
        }
    }

    /** A format with one slice per picture. */
    public VideoFormat(VideoMode mode, H264Profile profile, H264Level level, long bitRate) {
        this(mode, profile, level, 1, 0, bitRate);
    }

    /** The same format at another bit rate. */
    public VideoFormat withBitRate(long other) {
        return new VideoFormat(mode, profile, level, maxSlices, minSliceMacroblocks, other);
    }
}
