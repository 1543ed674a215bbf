// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import miracast.api.audio.AudioBlock;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.AudioEncoderSession;
import miracast.api.encoder.EncoderException;
import miracast.host.parts.Offer;

/** An open session of an audio encoder. Made and closed on a worker; in between it belongs to the sound thread. */
final class SeatedCoder {
    private final Offer<AudioEncoder> offer;
    private final UnitSink sink;
    private final AudioEncoderSession session;
    private final int delaySamples;
    private long unit;

    private SeatedCoder(Offer<AudioEncoder> offer, UnitSink sink, AudioEncoderSession session) {
        this.offer = offer;
        this.sink = sink;
        this.session = session;
        delaySamples = offer.service().delaySamples();
    }

    static SeatedCoder open(Offer<AudioEncoder> offer, SoundParts parts) throws EncoderException {
        UnitSink sink = new UnitSink(parts.ring(), offer.service().coding(), parts.clock());
        return new SeatedCoder(
                offer, sink, offer.service().open(parts.settings().aacBitRate(), sink));
    }

    Offer<AudioEncoder> offer() {
        return offer;
    }

    int delaySamples() {
        return delaySamples;
    }

    void encode(AudioBlock samples, long heardNs) throws EncoderException {
        sink.begin(unit, heardNs);
        session.encode(samples, unit++);
    }

    void close() {
        session.close();
    }

    @Override
    public String toString() {
        return offer.name();
    }
}
