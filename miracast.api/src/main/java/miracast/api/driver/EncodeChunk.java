// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import java.nio.ByteBuffer;
import miracast.api.AudioCoding;

/**
 * Flyweight over one chunk ({@code MIRACAST_CHUNK_DATA} with its {@code MIRACAST_CHUNK_INFO}): a processing step of a frame, or
 * a slice with its octets; or, from {@link MiracastCallbacks#nextAudio}, a unit of sound. The driver owns one and hands it to {@link MiracastCallbacks#nextChunk}, which wraps it; what it
 * shows is valid until the next such call. One thread at a time; allocates nothing.
 */
public final class EncodeChunk {
    private ByteBuffer memory;
    private int offset;
    private int length;
    private long id;
    private ChunkType type = ChunkType.UNKNOWN;
    private long timestampNs;
    private int processingTimeUs;
    private int encodeRateKbit;
    private boolean idr;
    private boolean endOfAccessUnit;
    private AudioCoding audioCoding;

    /** Shows a step that carries no octets. */
    public EncodeChunk wrap(long id, ChunkType type, long timestampNs, int processingTimeUs) {
        return wrap(null, 0, 0, id, type, timestampNs, processingTimeUs, 0, false, false);
    }

    /**
     * Shows a unit of sound.
     *
     * @param memory of the host, holds the octets
     * @param offset where in it they begin
     * @param length how many they are
     * @param id frame number is the number of the unit
     * @param coding how it is coded
     * @param timestampNs when it begins to be heard at the source, in ns of {@link System#nanoTime()}
     * @param processingTimeUs how long it took to code, in µs
     */
    public EncodeChunk wrapAudio(
            ByteBuffer memory,
            int offset,
            int length,
            long id,
            AudioCoding coding,
            long timestampNs,
            int processingTimeUs) {
        wrap(memory, offset, length, id, ChunkType.ENCODE_COMPLETE, timestampNs, processingTimeUs, 0, true, true);
        audioCoding = coding;
        return this;
    }

    /** Shows a chunk; parameters as the getters of the same name. */
    public EncodeChunk wrap(
            ByteBuffer memory,
            int offset,
            int length,
            long id,
            ChunkType type,
            long timestampNs,
            int processingTimeUs,
            int encodeRateKbit,
            boolean idr,
            boolean endOfAccessUnit) {
        this.memory = memory;
        this.offset = offset;
        this.length = length;
        this.id = id;
        this.type = type;
        this.timestampNs = timestampNs;
        this.processingTimeUs = processingTimeUs;
        this.encodeRateKbit = encodeRateKbit;
        this.idr = idr;
        this.endOfAccessUnit = endOfAccessUnit;
        this.audioCoding = null;
        return this;
    }

    /** Memory of the host that holds the octets, read with absolute indices; null if there are none. Not to be written. */
    public ByteBuffer memory() {
        return memory;
    }

    /** Where in {@link #memory()} the octets begin. */
    public int offset() {
        return offset;
    }

    /**
     * How many octets there are. Video: whole NAL units in Annex B form, access unit delimiter and parameter sets included.
     * Sound: one unit of the agreed {@link miracast.api.AudioCoding}, for LPCM samples of 16 bits in network byte order, for AAC
     * one ADTS frame.
     */
    public int length() {
        return length;
    }

    /** Frame and part, see {@link ChunkId}. */
    public long id() {
        return id;
    }

    /** The step. */
    public ChunkType type() {
        return type;
    }

    /** When the frame is shown, or the unit begins to be heard, at the source, in ns of {@link System#nanoTime()}; the same for all chunks of a frame. */
    public long timestampNs() {
        return timestampNs;
    }

    /** How long the step took, in µs. */
    public int processingTimeUs() {
        return processingTimeUs;
    }

    /** Bit rate that the encoder was set to, in kbit/s; 0 where it means nothing. */
    public int encodeRateKbit() {
        return encodeRateKbit;
    }

    /** How a unit of sound is coded; null for video. */
    public AudioCoding audioCoding() {
        return audioCoding;
    }

    /** Whether the octets belong to an IDR picture. */
    public boolean idr() {
        return idr;
    }

    /** Whether the octets are the last of their access unit. */
    public boolean endOfAccessUnit() {
        return endOfAccessUnit;
    }
}
