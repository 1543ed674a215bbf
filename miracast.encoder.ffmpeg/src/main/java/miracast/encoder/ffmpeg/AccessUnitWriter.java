// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import java.nio.ByteBuffer;
import miracast.api.VideoFormat;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;

/**
 * Writes access units into the sink as the contract wants them, whatever the encoder made: one delimiter first, start codes of four
 * octets, parameter sets before each IDR picture, no filler, a chunk per slice. One thread at a time; allocates only when parameter
 * sets change.
 */
final class AccessUnitWriter {
    private static final int START_CODE = 0x00000001;
    private static final int START_CODE_OCTETS = 4;
    /** access_unit_delimiter_rbsp: primary_pic_type 0 (I) or 1 (P and I), then the stop bit. */
    private static final byte DELIMITER_I = 0x10;

    private static final byte DELIMITER_P = 0x30;
    private static final int FIRST_CAPACITY = 4096;

    private final ChunkSink sink;
    private final ByteBuffer memory;
    private final VideoFormat format;
    private final NalUnits units = new NalUnits();
    /** What goes before the first slice. */
    private ByteBuffer head = ByteBuffer.allocateDirect(FIRST_CAPACITY);

    private int headOctets;
    /** The encoder's last sequence parameter set, and what was made of it; likewise its last picture parameter set. */
    private byte[] givenSps = {};

    private byte[] sps = {};
    private byte[] pps = {};

    AccessUnitWriter(ChunkSink sink, VideoFormat format) {
        this.sink = sink;
        this.format = format;
        memory = sink.memory().duplicate();
        memory.clear();
    }

    /** Takes parameter sets that an encoder gives once, beside its stream. */
    void remember(ByteBuffer annexB, int octets) {
        units.find(annexB, octets, false);
        rememberAll(annexB);
    }

    /** Whether there were any. */
    private boolean rememberAll(ByteBuffer annexB) {
        boolean any = false;
        for (int i = 0; i < units.count(); i++) {
            any |= rememberOne(annexB, i);
        }
        return any;
    }

    /**
     * Writes one access unit; chunks that find no room are left out.
     *
     * @throws IllegalArgumentException if it is none of the session's format
     */
    void write(ByteBuffer annexB, int octets, long frameNumber) {
        units.find(annexB, octets, format.maxSlices() == 1);
        boolean idr = units.has(NalUnits.SLICE_IDR);
        int lastSlice = lastSlice();
        headOctets = 0;
        startUnit(2);
        head.put(headOctets++, (byte) NalUnits.DELIMITER);
        head.put(headOctets++, idr ? DELIMITER_I : DELIMITER_P);
        if (rememberAll(annexB) || idr) {
            writeSets();
        }
        int part = 0;
        for (int i = 0; i < units.count(); i++) {
            int type = units.type(i);
            if (NalUnits.isSlice(type)) {
                writeSlice(annexB, i, ChunkId.of(frameNumber, part++), idr, i == lastSlice);
                headOctets = 0;
            } else if (passedOn(type)) {
                startUnit(units.octets(i));
                head.put(headOctets, annexB, units.begin(i), units.octets(i));
                headOctets += units.octets(i);
            }
        }
    }

    private static boolean passedOn(int type) {
        return type != NalUnits.SPS && type != NalUnits.PPS && type != NalUnits.DELIMITER && type != NalUnits.FILLER;
    }

    private int lastSlice() {
        int last = units.count() - 1;
        while (last >= 0 && !NalUnits.isSlice(units.type(last))) {
            last--;
        }
        if (last < 0) {
            throw new IllegalArgumentException("there is no slice in it");
        }
        return last;
    }

    private void writeSlice(ByteBuffer annexB, int unit, long chunkId, boolean idr, boolean last) {
        int octets = headOctets + START_CODE_OCTETS + units.octets(unit);
        int at = sink.claim(octets);
        if (at != ChunkSink.NO_ROOM) {
            memory.put(at, head, 0, headOctets);
            memory.putInt(at + headOctets, START_CODE);
            memory.put(at + headOctets + START_CODE_OCTETS, annexB, units.begin(unit), units.octets(unit));
            sink.commit(octets, chunkId, idr, last);
        }
    }

    private void writeSets() {
        if (sps.length == 0 || pps.length == 0) {
            throw new IllegalArgumentException("its parameter sets are missing");
        }
        writeSet(sps);
        writeSet(pps);
    }

    private void writeSet(byte[] unit) {
        startUnit(unit.length);
        head.put(headOctets, unit);
        headOctets += unit.length;
    }

    private void startUnit(int octets) {
        int needed = headOctets + START_CODE_OCTETS + octets;
        if (needed > head.capacity()) {
            ByteBuffer larger = ByteBuffer.allocateDirect(2 * needed);
            larger.put(0, head, 0, headOctets);
            head = larger;
        }
        head.putInt(headOctets, START_CODE);
        headOctets += START_CODE_OCTETS;
    }

    private boolean rememberOne(ByteBuffer annexB, int unit) {
        int type = units.type(unit);
        if (type == NalUnits.SPS && !same(givenSps, annexB, unit)) {
            givenSps = copy(annexB, unit);
            sps = SequenceParameterSet.rewrite(
                    givenSps,
                    format.profile().profileIdc(),
                    format.profile().constraintFlags(),
                    format.level().levelIdc());
        } else if (type == NalUnits.PPS && !same(pps, annexB, unit)) {
            pps = copy(annexB, unit);
        }
        return type == NalUnits.SPS || type == NalUnits.PPS;
    }

    private boolean same(byte[] known, ByteBuffer annexB, int unit) {
        if (known.length != units.octets(unit)) {
            return false;
        }
        for (int i = 0; i < known.length; i++) {
            if (known[i] != annexB.get(units.begin(unit) + i)) {
                return false;
            }
        }
        return true;
    }

    private byte[] copy(ByteBuffer annexB, int unit) {
        byte[] octets = new byte[units.octets(unit)];
        annexB.get(units.begin(unit), octets);
        return octets;
    }
}
