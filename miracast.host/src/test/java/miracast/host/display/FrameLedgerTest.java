// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameLedgerTest {
    private final FrameLedger ledger = new FrameLedger();

    @Test
    void sendingCountsFromThePullingOfTheLastPart() {
        ledger.begin(7, 100, 110);
        ledger.pulled(7, 150);
        assertThat(ledger.sendingNs(7)).isEqualTo(FrameLedger.UNKNOWN);

        ledger.sent(7, 163);

        assertThat(ledger.sendingNs(7)).isEqualTo(13);
    }

    @Test
    void ofAFrameThatWasNeverPulledNothingIsKnown() {
        ledger.begin(7, 100, 110);

        ledger.sent(7, 163);

        assertThat(ledger.sendingNs(7)).isEqualTo(FrameLedger.UNKNOWN);
        assertThat(ledger.sendingNs(-1)).isEqualTo(FrameLedger.UNKNOWN);
    }

    @Test
    void aFrameDoesNotInheritFromTheOneThatHadItsPlace() {
        ledger.begin(7, 100, 110);
        ledger.pulled(7, 150);
        ledger.sent(7, 163);

        ledger.begin(7 + 256, 200, 210);
        ledger.sent(7, 300);

        assertThat(ledger.sendingNs(7 + 256)).isEqualTo(FrameLedger.UNKNOWN);
        assertThat(ledger.sendingNs(7)).isEqualTo(FrameLedger.UNKNOWN);
    }
}
