// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.List;
import miracast.api.AudioCoding;
import miracast.api.encoder.AudioEncoder;
import miracast.host.guest.Conduct;
import miracast.host.parts.Offers;

/**
 * How sound is coded.
 *
 * @param aacFirst whether AAC is to be agreed where the sink takes both
 * @param aacBitRate bit/s of AAC
 */
public record SoundSettings(boolean aacFirst, long aacBitRate) {

    /**
     * What can be made now, best first. LPCM always can.
     *
     * @param conduct how encoders have behaved to the cast
     */
    public List<AudioCoding> codings(Offers<AudioEncoder> encoders, Conduct conduct, long nowNs) {
        return codings(encoders.ranked().stream()
                .anyMatch(offer -> CoderSeat.isFit(offer, AudioCoding.AAC_LC, conduct, nowNs)));
    }

    /** What can be made with an encoder of AAC, or without one. */
    List<AudioCoding> codings(boolean isAac) {
        if (!isAac) {
            return List.of(AudioCoding.LPCM);
        }
        return aacFirst ? List.of(AudioCoding.AAC_LC, AudioCoding.LPCM) : List.of(AudioCoding.LPCM, AudioCoding.AAC_LC);
    }
}
