// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Replays its corpus; with JAZZER_FUZZ=1 it looks for more. */
class H264FuzzTest {
    @FuzzTest
    void stream(byte[] octets) {
        ByteBuffer stream = ByteBuffer.wrap(octets);
        NalUnit unit = new NalUnit().wrap(stream, 0, octets.length);
        while (unit.next()) {
            if (unit.offset() + unit.length() > octets.length || unit.length() < 1) {
                throw new AssertionError(unit.offset() + "+" + unit.length());
            }
            try {
                if (unit.isSlice()) {
                    unit.sliceType();
                } else if (unit.type() == NalUnit.PPS) {
                    PictureParameterSet.parse(stream, unit.offset(), unit.length());
                } else {
                    SequenceParameterSet.parse(stream, unit.offset(), unit.length());
                }
            } catch (H264SyntaxException e) {
                if (e.getMessage().isEmpty()) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
