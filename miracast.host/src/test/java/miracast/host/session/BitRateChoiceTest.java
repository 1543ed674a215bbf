// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;

class BitRateChoiceTest {
    private BitRateLimits limits = new BitRateLimits(0, 8_000_000);
    private final BitRateChoice choice = new BitRateChoice(() -> limits);

    private static VideoFormat format(long bitRate) {
        return new VideoFormat(
                VideoMode.progressive(1280, 720, 30), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, bitRate);
    }

    @Test
    void beginsWithTheFormatsBitRate() {
        assertThat(choice.begin(format(5_000_000), 0)).isEqualTo(5_000_000);
    }

    @Test
    void doesWhatTheDriverWishesBelowTheHighest() {
        choice.begin(format(8_000_000), 0);

        assertThat(choice.wish(3_000_000)).isEqualTo(3_000_000);
        assertThat(choice.wish(9_000_000)).isEqualTo(8_000_000);
    }

    @Test
    void aLoweredLimitHolds() {
        choice.begin(format(8_000_000), 0);
        limits = new BitRateLimits(0, 2_000_000);

        assertThat(choice.reconsider()).isEqualTo(2_000_000);
        assertThat(choice.wish(3_000_000)).isEqualTo(2_000_000);
    }

    @Test
    void aRaisedLimitHoldsWhereOnlyTheLimitWasInTheWay() {
        choice.begin(format(8_000_000), 0);
        limits = new BitRateLimits(0, 12_000_000);

        assertThat(choice.reconsider()).isEqualTo(12_000_000);
    }

    @Test
    void aRaisedLimitDoesNotHelpALinkThatCarriesLess() {
        choice.begin(format(5_000_000), 0);
        limits = new BitRateLimits(0, 12_000_000);

        assertThat(choice.reconsider()).isEqualTo(5_000_000);
    }

    @Test
    void aRaisedLimitDoesNotOverruleADriverThatWishesLess() {
        choice.begin(format(8_000_000), 0);
        choice.wish(4_000_000);
        limits = new BitRateLimits(0, 12_000_000);

        assertThat(choice.reconsider()).isEqualTo(4_000_000);
        assertThat(choice.wish(8_000_000)).isEqualTo(12_000_000);
    }

    @Test
    void theLevelIsNeverExceeded() {
        choice.begin(format(8_000_000), 0);
        limits = new BitRateLimits(20_000_000, 50_000_000);

        assertThat(choice.reconsider()).isEqualTo(14_000_000);
    }

    @Test
    void whatTheSinkTakesIsExceededByNoLimit() {
        limits = new BitRateLimits(6_000_000, 8_000_000);

        assertThat(choice.begin(format(4_000_000), 4_000_000)).isEqualTo(4_000_000);
        assertThat(choice.wish(3_000_000)).isEqualTo(4_000_000);
    }

    @Test
    void aRaisedLimitDoesNotExceedWhatTheSinkTakes() {
        limits = new BitRateLimits(0, 3_000_000);
        choice.begin(format(3_000_000), 4_000_000);
        limits = new BitRateLimits(0, 12_000_000);

        assertThat(choice.reconsider()).isEqualTo(4_000_000);
    }

    @Test
    void theLowestIsNotUndercut() {
        limits = new BitRateLimits(2_000_000, 8_000_000);
        choice.begin(format(8_000_000), 0);

        assertThat(choice.wish(500_000)).isEqualTo(2_000_000);
    }
}
