// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.encoder.AudioEncoder;
import miracast.host.parts.Offers;

/**
 * How sound is coded.
 *
 * @param aacFirst whether AAC is to be agreed where the sink takes both
 * @param aacBitRate bit/s of AAC
 */
public record SoundSettings(boolean aacFirst, long aacBitRate) {

    /** What can be made now, best first. LPCM always can. */
    public List<AudioCoding> codings(Offers<AudioEncoder> encoders) {
        List<AudioCoding> codings = new ArrayList<>(List.of(AudioCoding.LPCM));
        if (encoders.ranked().stream()
                .map(offer -> encoders.ask(offer, AudioEncoder::coding))
                .anyMatch(coding -> coding.equals(Optional.of(AudioCoding.AAC_LC)))) {
            codings.add(aacFirst ? 0 : 1, AudioCoding.AAC_LC);
        }
        return codings;
    }
}
