// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private static final int OURS = 0x01020304;

    private final List<Double> losses = new ArrayList<>();
    private final List<Integer> packetsLost = new ArrayList<>();
    private int picturesLost;

    private final Rtcp.Receiver receiver = new Rtcp.Receiver() {
        @Override
        public void report(double fractionLost, int sinceBegin) {
            losses.add(fractionLost);
            packetsLost.add(sinceBegin);
        }

        @Override
        public void pictureLost() {
            picturesLost++;
        }
    };

    private boolean read(String hex) {
        return Rtcp.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))), OURS, receiver);
    }

    @Test
    void aSenderReportHas28OctetsAndADescription() {
        ByteBuffer report = Rtcp.senderReport(OURS, 1_500, 90_000, 7, 1316, "a@b");

        byte[] octets = new byte[report.remaining()];
        report.get(octets);
        assertThat(HexFormat.of().formatHex(octets))
                .isEqualTo("80c80006" + "01020304" + "83aa7e81" + "80000000" + "00015f90" + "00000007" + "00000524"
                        + "81ca0003" + "01020304" + "0103614062" + "000000");
    }

    @Test
    void aReceiverReportTellsTheLoss() {
        assertThat(read("81c90007 0a0b0c0d 01020304 40000000 00000000 00000000 00000000 00000000"))
                .isTrue();

        assertThat(losses).containsExactly(0.25);
    }

    @Test
    void theLossSinceTheBeginningHasASign() {
        read("81c90007 0a0b0c0d 01020304 40000102 00000000 00000000 00000000 00000000");
        read("81c90007 0a0b0c0d 01020304 00fffffe 00000000 00000000 00000000 00000000");

        assertThat(packetsLost).containsExactly(258, -2);
    }

    @Test
    void aPictureThatIsLostIsAskedForInTwoWays() {
        assertThat(read("81ce0002 0a0b0c0d 01020304")).isTrue();
        assertThat(read("84ce0004 0a0b0c0d 00000000 01020304 05000000")).isTrue();

        assertThat(picturesLost).isEqualTo(2);
    }

    @Test
    void otherFeedbackIsASignOfLife() {
        assertThat(read("8fce0003 0a0b0c0d 01020304 52454d42")).isTrue();
        assertThat(read("81cd0003 0a0b0c0d 01020304 00010000")).isTrue();

        assertThat(picturesLost).isZero();
    }

    @Test
    void theBlockAboutOurStreamCounts() {
        read("82c9000d 0a0b0c0d"
                + "0f0f0f0f 80000000 00000000 00000000 00000000 00000000"
                + "01020304 40000000 00000000 00000000 00000000 00000000");

        assertThat(losses).containsExactly(0.25);
    }

    @Test
    void aLoneBlockCountsWhoeverItIsAbout() {
        read("81c90007 0a0b0c0d 00000000 80000000 00000000 00000000 00000000 00000000");

        assertThat(losses).containsExactly(0.5);
    }

    @Test
    void anEmptyReportIsASignOfLife() {
        assertThat(read("80c90001 0a0b0c0d")).isTrue();
        assertThat(losses).isEmpty();
    }

    @Test
    void whatIsNotRtcpIsNone() {
        assertThat(read("")).isFalse();
        assertThat(read("80210001 0a0b0c0d")).isFalse();
        assertThat(read("41c90001 0a0b0c0d")).isFalse();
    }

    @Test
    void aLengthBeyondThePacketEndsTheReading() {
        assertThat(read("81c9ffff 0a0b0c0d")).isFalse();
        assertThat(losses).isEmpty();
    }

    @Test
    void moreBlocksThanThereAreAreNotRead() {
        assertThat(read("9fc90001 0a0b0c0d")).isTrue();
        assertThat(losses).isEmpty();
    }

    @Test
    void aReportBehindOthersIsFound() {
        read("80c80006 0a0b0c0d 00000000 00000000 00000000 00000000 00000000"
                + "81c90007 0a0b0c0d 01020304 40000000 00000000 00000000 00000000 00000000");

        assertThat(losses).containsExactly(0.25);
    }
}
