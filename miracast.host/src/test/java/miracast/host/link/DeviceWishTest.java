// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import miracast.api.cast.CastTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wfd.api.DeviceEvents;
import wfd.api.DisplayRole;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;

class DeviceWishTest {
    private final Map<String, Object> lobby = DeviceEvents.properties(
            "sim",
            new WfdDevice(
                    new MacAddress(0x02112233445AL),
                    "Lobby (left) 2",
                    true,
                    true,
                    DisplayRole.PRIMARY_SINK,
                    7236,
                    true,
                    0));

    @ParameterizedTest
    @ValueSource(
            strings = {"Lobby (left) 2", "lobby (LEFT) 2", "02:11:22:33:44:5a", "02-11-22-33-44-5A", " Lobby (left) 2 "
            })
    void aDeviceIsItsNameOrAddressInAnyCase(String wanted) {
        assertThat(DeviceWish.of(device(wanted)).isFor(lobby)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lobby", "Lobby*", "02:11:22:33:44:5b", "(wfd.device.paired=true)"})
    void aDeviceIsNothingElse(String wanted) {
        assertThat(DeviceWish.of(device(wanted)).isFor(lobby)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Lobby*",
                "lobby (left) ?",
                "02:11:22:*",
                "*",
                "(wfd.device.name=Lobby*)",
                "(&(wfd.device.paired=true)(wfd.provider.name=sim))",
                "(wfd.device.display.role=PRIMARY_SINK)"
            })
    void aPatternMatchesNameOrAddressAndAFilterAllProperties(String pattern) {
        assertThat(DeviceWish.of(matching(pattern)).isFor(lobby)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Kitchen*", "Lobby", "Lobby (left)?", "Lobby.*2", "(wfd.device.paired=false)", "(nothing=*)"})
    void aPatternMatchesNothingElse(String pattern) {
        assertThat(DeviceWish.of(matching(pattern)).isFor(lobby)).isFalse();
    }

    @Test
    void aFilterThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceWish.of(matching("(wfd.device.name=Lobby")))
                .withMessageStartingWith("'(wfd.device.name=Lobby' is no filter: ");
    }

    private static CastTarget.Device device(String text) {
        return (CastTarget.Device) CastTarget.device(text);
    }

    private static CastTarget.Matching matching(String text) {
        return (CastTarget.Matching) CastTarget.matching(text);
    }
}
