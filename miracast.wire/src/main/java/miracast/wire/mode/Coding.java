// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.H264Codec;

/** Whether and how a mode can be coded. */
sealed interface Coding {
    /** Not at all; the reason is a sentence. */
    record Refused(String reason) implements Coding {}

    /**
     * With an entry of the sink's offer, and a profile and level that both sides have.
     *
     * @param codec the entry
     * @param level the lowest that holds the mode
     */
    record Possible(H264Codec codec, H264Profile profile, H264Level level) implements Coding {
        private static final int SLICES_MASK = 0x3FF;

        /** The most slices per picture that the sink takes of this mode; 1 if it or the encoder wants none. */
        int maxSlices(VideoMode mode, SourceCapabilities source) {
            return source.slices() && codec.minSlice() > 0
                    ? Math.max(1, Math.min(codec.maxSlices(), mode.macroblocks() / codec.minSlice()))
                    : 1;
        }

        /** The entry of M4 for so many slices, without a mode. */
        H264Codec chosen(int maxSlices) {
            H264Codec chosen = codec.choose(profile, level);
            return maxSlices == 1
                    ? chosen
                    : chosen.withSlices(codec.minSlice(), codec.sliceEnc() & ~SLICES_MASK | maxSlices - 1);
        }

        /** Whether the sink's entry names the profile. */
        boolean isListed() {
            return codec.profiles().contains(profile);
        }

        long maxBitRate() {
            return level.maxBitRate(profile);
        }
    }
}
