// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.driver.DataRateStats;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateControlTest {
    private static final long SECOND = 1_000_000_000;

    private final List<Long> rates = new ArrayList<>();
    private final List<Integer> shares = new ArrayList<>();
    private final List<Long> modes = new ArrayList<>();
    private boolean proposes = true;
    /** The mode that begins while it is still being asked for, as with sinks that need not be asked. */
    private String atOnce;

    private final RateControl control = new RateControl(500_000, new RateControl.Outcome() {
        @Override
        public void bitRate(long bitRate) {
            rates.add(bitRate);
        }

        @Override
        public void frameShare(int share, long bitRate) {
            shares.add(share);
        }

        @Override
        public boolean mode(long bitRate) {
            modes.add(bitRate);
            if (atOnce != null) {
                begin(atOnce);
            }
            return proposes;
        }
    });
    private long nowNs;

    @BeforeEach
    void begin() {
        control.start(format("1920x1080p30"), Long.MAX_VALUE);
    }

    private void begin(String mode) {
        control.start(format(mode), Long.MAX_VALUE);
    }

    private static VideoFormat format(String mode) {
        return new VideoFormat(VideoMode.parse(mode), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, 8_000_000);
    }

    private boolean link(long recommended) {
        return control.linkReported(new DataRateStats(recommended, 100_000_000, 0, 0, 0, 0));
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            nowNs += SECOND;
            control.second(nowNs);
        }
    }

    private void loss(double fraction) {
        nowNs += SECOND;
        control.sinkReported(fraction, control.bitRate(), nowNs);
    }

    // Bit rate.

    @Test
    void aSlowerLinkIsFollowedAtOnce() {
        link(3_000_000);

        assertThat(rates).containsExactly(3_000_000L);
    }

    @Test
    void aFasterLinkIsFollowedSlowly() {
        link(4_000_000);
        link(8_000_000);
        seconds(1);

        assertThat(rates).containsExactly(4_000_000L, 6_000_000L);
    }

    @Test
    void theFormatsBitRateIsTheMost() {
        link(4_000_000);
        link(90_000_000);
        seconds(100);

        assertThat(rates).endsWith(8_000_000L);
    }

    @Test
    void theLinksRateIsTheMost() {
        link(4_000_000);
        seconds(100);

        assertThat(rates).containsExactly(4_000_000L);
    }

    @Test
    void thereIsALeastBitRate() {
        link(10_000);

        assertThat(control.bitRate()).isEqualTo(500_000);
    }

    @Test
    void littleChangesAreLeftAlone() {
        link(4_000_000);
        link(3_960_000);

        assertThat(rates).containsExactly(4_000_000L);
    }

    @Test
    void anUnknownLinkChangesNothing() {
        assertThat(control.linkReported(null)).isFalse();
        link(0);

        assertThat(rates).isEmpty();
    }

    @Test
    void lossAtTheSinkLowersTheRate() {
        control.sinkReported(0.1, 0, nowNs);

        assertThat(rates).containsExactly(6_400_000L);
    }

    @Test
    void muchLossLowersItToLessThanWhatArrived() {
        control.sinkReported(0.5, 9_000_000, nowNs);

        assertThat(rates).containsExactly(4_050_000L);
    }

    @Test
    void littleLossIsLeftAlone() {
        control.sinkReported(0.01, 8_000_000, nowNs);

        assertThat(rates).isEmpty();
    }

    @Test
    void severalSignsOfOneCauseLowerItOnce() {
        control.sinkReported(0.1, 0, nowNs);
        control.congested(nowNs + SECOND / 10);
        control.sinkReported(0.1, 0, nowNs + SECOND / 5);

        assertThat(rates).hasSize(1);
    }

    @Test
    void droppedFramesLowerTheRate() {
        control.congested(nowNs);

        assertThat(rates).containsExactly(5_600_000L);
    }

    @Test
    void oneIdrRequestIsNoSignOfLossAndTwoAre() {
        control.idrRequested(nowNs);
        control.idrRequested(nowNs + SECOND / 10);
        assertThat(rates).isEmpty();

        control.idrRequested(nowNs + SECOND);

        assertThat(rates).containsExactly(6_800_000L);
    }

    @Test
    void idrRequestsLowerTheRateToHalfAndNoFurther() {
        for (int i = 0; i < 100; i++) {
            control.idrRequested(nowNs += SECOND);
        }

        assertThat(control.bitRate()).isEqualTo(4_000_000);
    }

    @Test
    void aSinkThatReportsLittleLossIsBelievedMoreThanItsIdrRequests() {
        for (int i = 0; i < 10; i++) {
            control.sinkReported(0.002, 8_000_000, nowNs);
            control.idrRequested(nowNs += SECOND);
        }

        assertThat(rates).isEmpty();
    }

    @Test
    void idrRequestsFarApartAreLeftAlone() {
        for (int i = 0; i < 10; i++) {
            control.idrRequested(nowNs + 5 * i * SECOND);
        }

        assertThat(rates).isEmpty();
    }

    @Test
    void afterLossTheRateStaysLowForAWhile() {
        loss(0.1);
        seconds(1);
        assertThat(rates).hasSize(1);

        seconds(1);

        assertThat(rates).hasSize(2);
    }

    @Test
    void growthIsCarefulWhereItLastWasTooMuchAndQuickBeyond() {
        loss(0.6);
        long low = control.bitRate();

        seconds(3);
        assertThat(control.bitRate()).isBetween(low, low * 122 / 100);

        seconds(8);
        assertThat(control.bitRate()).isEqualTo(8_000_000);
    }

    @Test
    void aRateThatFellToAQuarterIsNineTenthsOfTheMostAgainWithinTenSeconds() {
        loss(0.75);
        assertThat(control.bitRate()).isBetween(1_500_000L, 2_000_000L);

        // A second less: a display reports twice a second, and what it reports is as old.
        seconds(9);

        assertThat(control.bitRate()).isGreaterThanOrEqualTo(7_200_000);
    }

    // What the network carries.

    @Test
    void whatWaitsForTheNetworkLowersTheRateToWhatLeavesItRoom() {
        control.carried(2_000_000, nowNs);

        assertThat(control.bitRate()).isEqualTo(1_600_000);
    }

    @Test
    void aNetworkThatCarriesWhatIsSentAndNoMoreLowersItALittle() {
        control.carried(12_000_000, nowNs);

        assertThat(control.bitRate()).isEqualTo(7_600_000);
    }

    @Test
    void farLessThanBeforeCountsThoughItWasJustLowered() {
        control.congested(nowNs);
        control.carried(2_000_000, nowNs + SECOND / 10);

        assertThat(control.bitRate()).isEqualTo(1_600_000);
    }

    @Test
    void theRateThatTheNetworkCarriedIsNotLeaptOver() {
        control.carried(2_000_000, nowNs);
        List<Long> steps = new ArrayList<>();

        for (int i = 0; i < 6; i++) {
            seconds(1);
            steps.add(control.bitRate());
        }

        assertThat(steps).first().isEqualTo(1_600_000L);
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i)).isLessThanOrEqualTo(steps.get(i - 1) * 113 / 100);
        }
    }

    @Test
    void aQuarterThatTheNetworkCarriedIsNineTenthsOfTheMostAgainWithinTenSeconds() {
        control.carried(2_000_000, nowNs);

        seconds(10);

        assertThat(control.bitRate()).isGreaterThanOrEqualTo(7_200_000);
    }

    // Frame rate.

    @Test
    void noFrameIsLeftOutWhereTheSinkDoesNotTakeThat() {
        control.start(format("1920x1080p30"), 0);
        link(1_500_000);

        assertThat(shares).isEmpty();
        assertThat(rates).endsWith(1_500_000L);
    }

    @Test
    void noFrameIsLeftOutWhereThatIsLongerThanTheSinkTakes() {
        control.start(format("1920x1080p30"), 66_000_000);
        link(1_500_000);
        assertThat(shares).isEmpty();

        control.start(format("1920x1080p30"), 500_000_000);

        assertThat(shares).containsExactly(2);
    }

    @Test
    void aPictureThatFallsApartGetsHalfItsFrames() {
        link(1_500_000);

        assertThat(shares).containsExactly(2);
        // Spread over all frames of the mode by the encoder, half of which are made.
        assertThat(rates).endsWith(3_000_000L);
    }

    @Test
    void allFramesComeBackWhenTheRateHasBeenEnoughForAWhile() {
        link(1_500_000);
        link(4_000_000);
        seconds(3);
        assertThat(shares).containsExactly(2);

        seconds(1);

        assertThat(shares).containsExactly(2, 1);
        assertThat(rates).endsWith(4_000_000L);
    }

    // Mode.

    @Test
    void aRateThatIsTooLittleForAWhileAsksForASmallerMode() {
        link(700_000);
        seconds(2);
        assertThat(modes).isEmpty();

        seconds(1);

        assertThat(modes).containsExactly(700_000L);
    }

    @Test
    void aSmallerModeKeepsThePresentRate() {
        link(700_000);
        seconds(3);
        rates.clear();

        begin("1280x720p30");

        assertThat(control.bitRate()).isEqualTo(700_000);
        assertThat(rates.get(rates.size() - 1)).isEqualTo(1_400_000);
    }

    @Test
    void theFirstModeComesBackWhenTheRateHasBeenEnoughForLong() {
        link(700_000);
        seconds(3);
        begin("1280x720p30");
        modes.clear();
        link(20_000_000);

        seconds(10);
        assertThat(modes).isEmpty();
        seconds(8);

        assertThat(modes).hasSize(1);
    }

    @Test
    void theFirstModeComesBackAlsoWhereAChangeTakesNoTime() {
        atOnce = "1280x720p30";
        link(700_000);
        seconds(3);
        modes.clear();
        link(20_000_000);

        seconds(18);

        assertThat(modes).hasSize(1);
    }

    @Test
    void aModeThatTheHostAskedForAfterAChangeAtOnceIsTheFirstOne() {
        atOnce = "1280x720p30";
        link(700_000);
        seconds(3);
        modes.clear();
        begin("640x480p60");
        link(20_000_000);

        seconds(30);

        assertThat(modes).isEmpty();
    }

    @Test
    void whileAModeIsBeingProposedNoneIsAskedFor() {
        link(700_000);

        seconds(9);

        assertThat(modes).hasSize(1);
    }

    @Test
    void aModeThatTheHostAskedForIsTheFirstOneFromThenOn() {
        begin("1280x720p30");
        link(20_000_000);
        seconds(30);

        assertThat(modes).isEmpty();
    }

    @Test
    void aSmallerModeThatIsWantedMeanwhileStaysOnAFastLink() {
        link(700_000);
        seconds(3);
        begin("1280x720p30");
        control.modeStays();
        link(20_000_000);
        seconds(30);

        assertThat(modes).hasSize(1);
    }

    @Test
    void aSinkThatRefusedOnceIsNotAskedAgain() {
        link(700_000);
        seconds(3);
        control.modeRefused();
        seconds(30);

        assertThat(modes).hasSize(1);
    }

    @Test
    void ifThereIsNoSmallerModeItIsLookedForAgain() {
        proposes = false;
        link(700_000);
        seconds(6);

        assertThat(modes).hasSize(2);
    }

    // The end.

    @Test
    void aLinkThatStarvesForTenSecondsIsTheEnd() {
        for (int i = 0; i < 9; i++) {
            assertThat(link(100_000)).isFalse();
        }

        assertThat(link(100_000)).isTrue();
    }

    @Test
    void aLinkThatRecoversIsNotTheEnd() {
        for (int i = 0; i < 9; i++) {
            link(100_000);
        }
        link(1_000_000);

        assertThat(link(100_000)).isFalse();
    }

    @Test
    void lossThatGoesOnAtTheLeastRateIsTheEnd() {
        boolean over = false;
        for (int i = 0; i < 60 && !over; i++) {
            loss(0.5);
            over = control.second(nowNs);
        }

        assertThat(over).isTrue();
        assertThat(control.bitRate()).isEqualTo(500_000);
    }
}
