// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import miracast.api.cast.CastLink;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastTarget;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.SessionEnd;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdProviderStatus;

/** What each command about Wi-Fi Direct does and tells. */
@Timeout(120)
class WfdCommandsTest {
    private static final String DEVICE = FakeWifiDirect.DEVICE.toString();

    private final Parts parts = new Parts();
    private final FakeWifiDirect provider = new FakeWifiDirect();
    private final WfdSessions sessions = new WfdSessions();
    private final WfdCommands commands = new WfdCommands(parts, sessions);

    @BeforeEach
    void installProvider() {
        parts.wifiDirects = List.of(provider.service());
    }

    @Test
    void devicesAreListedWithTheirProvider() {
        assertThat(Formats.text(commands.listDevices(false)).lines())
                .hasSize(2)
                .last()
                .asString()
                .contains(DEVICE, "Lobby", "fake", "PRIMARY_SINK");
        assertThat((JsonArray) commands.listDevices(true)).hasSize(1);
        assertThat(commands.deviceNames()).containsExactly("Lobby", DEVICE);
    }

    @Test
    void providersAreListedWithTheReasonWhyOneDoesNotWork() {
        parts.wifiDirectStatus = List.of(new WfdProviderStatus() {
            @Override
            public String name() {
                return "windows";
            }

            @Override
            public boolean available() {
                return false;
            }

            @Override
            public String reason() {
                return "this is not Windows";
            }
        });

        assertThat(Formats.text(commands.providers(false)).lines())
                .hasSize(3)
                .element(1)
                .asString()
                .contains("windows", "no", "this is not Windows");
    }

    @Test
    void lookSearchesForTheDevice() throws Exception {
        assertThat(Formats.text(commands.look(DEVICE))).contains("Lobby");

        assertThat(provider.asked).containsExactly("look " + DEVICE);
    }

    @Test
    void anUnknownDeviceIsToldWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.look("02:00:00:00:00:08"))
                .withMessage("There is no device 02:00:00:00:00:08. Known are [" + DEVICE + " (Lobby)].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.open("Lobby"))
                .withMessageContaining("Lobby");
    }

    @Test
    void aSessionIsOpenedListedAndClosed() throws Exception {
        assertThat(Formats.text(commands.open(DEVICE))).contains("192.168.137.2");
        assertThat(commands.sessionAddresses()).containsExactly(DEVICE);
        assertThat((JsonArray) commands.sessions(true)).hasSize(1);

        assertThat(commands.close(DEVICE)).isEqualTo("CLOSED");
        assertThat(Formats.text(commands.sessions(false))).isEqualTo("There is no session.");
        assertThat(provider.handles).isZero();
    }

    @Test
    void aSessionOfACastIsListedWithItAndLeftToIt() throws Exception {
        FakeCasts casts = new FakeCasts();
        parts.casts = casts;
        casts.cast(CastRequest.to(CastTarget.device("Lobby")).build());
        assertThat((JsonArray) commands.sessions(true)).isEmpty();
        casts.casts.get(0).link = new CastLink(DEVICE, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(Formats.text(commands.sessions(false))).containsPattern(DEVICE + " +opening +- +- +c1");
        casts.casts.get(0).link = new CastLink(
                DEVICE,
                Optional.of("{1}"),
                Optional.of(InetAddress.getByName("192.168.137.1")),
                Optional.of(InetAddress.getByName("192.168.137.5")));

        assertThat(Formats.text(commands.sessions(false)))
                .contains("HELD BY")
                .containsPattern(DEVICE + " +\\{1} +192.168.137.1 +192.168.137.5 +c1");
        assertThat(commands.sessionAddresses()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.close(DEVICE))
                .withMessage("Cast c1 holds the session to " + DEVICE + ". miracast:stop c1 ends both.");

        commands.open(DEVICE);
        assertThat(Formats.text(commands.sessions(false))).contains("wfd:open");
        assertThat(commands.close(DEVICE)).isEqualTo("CLOSED");
    }

    @Test
    void aSecondSessionToADeviceIsRefusedAndTheFirstOneStays() throws Exception {
        commands.open(DEVICE);

        assertThatThrownBy(() -> commands.open(DEVICE)).hasMessageContaining("see wfd:sessions");
        assertThat(commands.sessionAddresses()).containsExactly(DEVICE);
        assertThat(provider.handles).isOne();
    }

    @Test
    void whatTheProviderRefusesIsToldWithItsStatusAndLeavesNothingOpen() {
        provider.refusal = new WfdException(WfdError.ERROR_SERVICE_NOT_ACTIVE, 5, "the service is stopped");

        assertThatThrownBy(() -> commands.open(DEVICE))
                .hasMessage("the service is stopped: ERROR_SERVICE_NOT_ACTIVE (1062), reason code 5.");
        assertThat(commands.sessionAddresses()).isEmpty();
        assertThat(provider.handles).isZero();
    }

    @Test
    void aSessionThatEndsByItselfIsForgotten() throws Exception {
        commands.open(DEVICE);

        provider.session.closed.complete(SessionEnd.LINK_LOST);

        assertThat(commands.sessionAddresses()).isEmpty();
        assertThat(provider.handles).isZero();
    }

    @Test
    void theEndOfTheBundleClosesEverySession() throws Exception {
        commands.open(DEVICE);

        sessions.close();

        assertThat(provider.handles).isZero();
    }

    @Test
    void closingWhatIsNotOpenIsToldWithWhatIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.close(DEVICE))
                .withMessageContaining(DEVICE)
                .withMessageContaining("Sessions are []");
    }
}
