// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import wfd.api.DeviceEvents;
import wfd.api.DisplayRole;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;

class SightingTest {
    private final Sighting sighting = new Sighting();

    private static WfdDevice device(boolean visible, boolean available) {
        return new WfdDevice(new MacAddress(5), "tv", true, visible, DisplayRole.PRIMARY_SINK, 7236, available, 0);
    }

    private static Map<String, ?> seen(boolean visible, boolean available) {
        return DeviceEvents.properties("sim", device(visible, available));
    }

    private void triedIn(boolean visible, boolean available) {
        sighting.tried(Optional.of(device(visible, available)));
    }

    @Test
    void oneThatWasNotKnownIsBackWhenItIsSeen() {
        sighting.tried(Optional.empty());

        assertThat(sighting.isBack(seen(true, true), true)).isTrue();
    }

    @Test
    void oneThatWasOutOfSightIsBackWhenItIsSeen() {
        triedIn(false, true);

        assertThat(sighting.isBack(seen(true, true), true)).isTrue();
    }

    @Test
    void oneThatSomebodyElseUsedIsBackWhenItIsFree() {
        triedIn(true, false);

        assertThat(sighting.isBack(seen(true, false), true)).isFalse();
        assertThat(sighting.isBack(seen(true, true), true)).isTrue();
    }

    @Test
    void oneThatWasThereAllTheTimeIsNotBack() {
        triedIn(true, true);

        assertThat(sighting.isBack(seen(true, true), true)).isFalse();
    }

    @Test
    void ourOwnSessionMakesItNeitherGoNorComeBack() {
        triedIn(true, true);

        sighting.isBack(seen(true, false), false);

        assertThat(sighting.isBack(seen(true, true), true)).isFalse();
    }

    @Test
    void ourOwnSessionDoesNotEitherIfItIsToldLate() {
        triedIn(true, true);

        sighting.isBack(seen(true, false), true);

        assertThat(sighting.isBack(seen(true, true), true)).isFalse();
    }

    @Test
    void oneThatSomebodyElseTakesWhileWeWaitIsBackWhenItIsFree() {
        triedIn(true, true);
        sighting.isBack(seen(true, false), true);
        sighting.isBack(seen(true, true), true);

        sighting.isBack(seen(true, false), true);

        assertThat(sighting.isBack(seen(true, true), true)).isTrue();
    }

    @Test
    void oneThatGoesWhileItPlaysIsBackWhenItIsSeenAgain() {
        triedIn(true, true);

        sighting.isBack(seen(false, false), false);

        assertThat(sighting.isBack(seen(true, true), true)).isTrue();
    }

    @Test
    void itIsBackOnlyOnce() {
        sighting.tried(Optional.empty());
        sighting.isBack(seen(true, true), true);

        assertThat(sighting.isBack(seen(true, true), true)).isFalse();
    }

    @Test
    void oneThatIsSeenWhileItIsTriedIsNotTriedTwice() {
        sighting.tried(Optional.empty());

        assertThat(sighting.isBack(seen(true, true), false)).isFalse();
        assertThat(sighting.isBack(seen(true, true), true)).isTrue();
    }
}
