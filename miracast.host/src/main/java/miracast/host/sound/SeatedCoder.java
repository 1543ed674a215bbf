// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import miracast.api.AudioCoding;
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
    private final AudioCoding coding;
    private final int delaySamples;
    private long unit;

    private SeatedCoder(Offer<AudioEncoder> offer, AudioCoding coding, UnitSink sink, AudioEncoderSession session) {
        this.offer = offer;
        this.coding = coding;
        this.sink = sink;
        this.session = session;
        delaySamples = offer.service().delaySamples();
    }

    static SeatedCoder open(Offer<AudioEncoder> offer, SoundParts parts) throws EncoderException {
        AudioCoding coding = offer.service().coding();
        UnitSink sink = new UnitSink(parts.ring(), coding, parts.clock());
        return new SeatedCoder(
                offer, coding, sink, offer.service().open(parts.settings().aacBitRate(), sink));
    }

    Offer<AudioEncoder> offer() {
        return offer;
    }

    AudioCoding coding() {
        return coding;
    }

    int delaySamples() {
        return delaySamples;
    }

    void encode(AudioBlock samples, long heardNs) throws EncoderException {
        sink.begin(unit, heardNs);
        session.encode(samples, unit++);
    }

    /** Any thread: it was left behind, and nothing of it is used from now on. */
    void shut() {
        sink.shut();
    }

    void close() {
        session.close();
    }

    @Override
    public String toString() {
        return offer.name();
    }
}
