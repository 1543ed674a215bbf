// SPDX-License-Identifier: Apache-2.0
package miracast.host.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final int VIDEO = 0x1011;
    private static final int SOUND = 0x1100;
    private static final int PAT = 0;
    private static final int PMT = 0x0100;

    private final Gate gate = new Gate(false);

    /** How many packets are left out of a datagram that has one of each PID. */
    private int leftOut(int... pids) {
        ByteBuffer datagram = ByteBuffer.allocate(12 + 188 * pids.length);
        for (int i = 0; i < pids.length; i++) {
            // Payload unit start is set, which is no part of the PID.
            datagram.putInt(12 + 188 * i, 0x47 << 24 | 0x4000 << 8 | pids[i] << 8 | 0x10);
        }
        return gate.leftOut(datagram, 12, 188 * pids.length) / 188;
    }

    @Test
    void nothingGoesThroughBeforeAnIdrPicture() {
        assertThat(leftOut(PAT, PMT, VIDEO)).isEqualTo(3);
    }

    @Test
    void tablesBeforeTheIdrPictureAreTheBeginning() {
        gate.idr();

        assertThat(leftOut(VIDEO, SOUND)).isEqualTo(2);
        assertThat(leftOut(SOUND, PAT, PMT, VIDEO)).isEqualTo(1);
    }

    @Test
    void allGoesThroughOnceItIsOpen() {
        gate.idr();
        leftOut(PAT);

        assertThat(leftOut(SOUND, VIDEO)).isZero();
    }

    @Test
    void halfAPacketIsNotLookedInto() {
        gate.idr();

        assertThat(gate.leftOut(ByteBuffer.allocate(100), 0, 100)).isEqualTo(100);
    }

    @Test
    void aGateThatIsOpenLetsEverythingIn() {
        assertThat(new Gate(true).leftOut(ByteBuffer.allocate(64), 0, 64)).isZero();
    }
}
