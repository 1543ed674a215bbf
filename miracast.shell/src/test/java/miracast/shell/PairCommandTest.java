// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.MacAddress;
import wfd.api.PairingMethod;
import wfd.api.PairingPin;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdPairing;
import wfd.api.WifiDirectPairing;
import wfd.api.WifiDirectProvider;

/** What {@code wfd:pair} asks of a provider, and of people. */
@Timeout(120)
class PairCommandTest {
    private static final String DEVICE = FakeWifiDirect.DEVICE.toString();
    private static final PairingPin PIN = new PairingPin("12345670");

    private final Parts parts = new Parts();
    private final FakePairing pairing = new FakePairing();
    private final PairCommand command = new PairCommand(parts);
    private final List<String> screen = new ArrayList<>();

    @BeforeEach
    void installProvider() {
        parts.wifiDirects = List.of(new FakeWifiDirect().service());
        parts.wifiDirectPairings = List.of(Map.entry(Map.of(WifiDirectProvider.NAME, "fake"), pairing));
    }

    @Test
    void aButtonIsAskedForBeforeTheCommandWaits() throws Exception {
        pairing.methods = Set.of(PairingMethod.PUSH_BUTTON, PairingMethod.ENTER_PIN);

        assertThat(pair(null)).isEqualTo(DEVICE + " is paired.");

        assertThat(screen).containsExactly("Press the button of " + DEVICE + ", or agree at its screen, within 120 s.");
    }

    @Test
    void ourPinIsShownBeforeTheCommandWaits() throws Exception {
        pairing.methods = Set.of(PairingMethod.DISPLAY_PIN);

        assertThat(pair(null)).isEqualTo(DEVICE + " is paired.");

        assertThat(screen).containsExactly("Type 12345670 at " + DEVICE + ", within 120 s.");
    }

    @Test
    void aPinGoesToThePairingForWhichItIsShown() throws Exception {
        pairing.methods = Set.of(PairingMethod.ENTER_PIN);
        String hint = DEVICE + " shows a PIN. Type wfd:pair --pin PIN " + DEVICE + " within 120 s.";
        assertThat(pair(null)).isEqualTo(hint);
        assertThat(pair(null)).isEqualTo(hint);

        assertThat(pair("1234-5670")).isEqualTo(DEVICE + " is paired.");

        assertThat(pairing.begun).hasSize(1);
    }

    @Test
    void aPinOnALabelNeedsOneCommand() throws Exception {
        pairing.methods = Set.of(PairingMethod.ENTER_PIN);

        assertThat(pair("12345670")).isEqualTo(DEVICE + " is paired.");
    }

    @Test
    void aWrongPinIsToldAndThenAnotherPairingBegins() throws Exception {
        pairing.methods = Set.of(PairingMethod.ENTER_PIN);
        pair(null);

        assertThatThrownBy(() -> pair("0000")).hasMessage("wrong PIN: ERROR_NOT_AUTHENTICATED (1244).");
        pair(null);

        assertThat(pairing.begun).hasSize(2);
    }

    @Test
    void aMistypedPinReachesNoDevice() {
        pairing.methods = Set.of(PairingMethod.ENTER_PIN);

        assertThatIllegalArgumentException().isThrownBy(() -> pair("12345671")).withMessageContaining("digit");
        assertThat(pairing.begun).isEmpty();
    }

    @Test
    void whoeverWaitsMayGiveUp() throws Exception {
        pairing.methods = Set.of(PairingMethod.PUSH_BUTTON);
        pairing.someoneIsThere = false;
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pair(null)).isInstanceOf(InterruptedException.class);

        assertThat(pairing.begun.get(0).cancelled).isTrue();
    }

    @Test
    void theEndOfTheBundleEndsWhatWaitsForAPin() throws Exception {
        pairing.methods = Set.of(PairingMethod.ENTER_PIN);
        pair(null);

        command.cancel();

        assertThat(pairing.begun.get(0).cancelled).isTrue();
    }

    @Test
    void aDeviceWithoutAWayToBePairedIsTold() {
        pairing.methods = Set.of();

        assertThatThrownBy(() -> pair(null)).hasMessage(DEVICE + " offers no way to be paired.");
    }

    @Test
    void aProviderThatCannotPairIsToldWithWhatToDo() {
        parts.wifiDirectPairings = List.of(Map.entry(Map.of(WifiDirectProvider.NAME, "another"), pairing));

        assertThatThrownBy(() -> pair(null))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "Provider fake cannot pair. Pair " + DEVICE + " in the settings of the system (Windows:"
                                + " Settings, Bluetooth & devices, Add device, Wireless display or dock), and see wfd:devices.");
    }

    private String pair(String pin) throws Exception {
        return command.of(DEVICE, pin, screen::add);
    }

    /** Pairs as soon as somebody does what has to be done, who is there or not. */
    private final class FakePairing implements WifiDirectPairing {
        final List<Attempt> begun = new ArrayList<>();
        Set<PairingMethod> methods = Set.of();
        boolean someoneIsThere = true;

        @Override
        public Set<PairingMethod> methods(MacAddress device) {
            return methods;
        }

        @Override
        public WfdPairing startPairing(MacAddress device, PairingMethod method) {
            assertThat(methods).contains(method);
            Attempt attempt = new Attempt(method);
            begun.add(attempt);
            if (method != PairingMethod.ENTER_PIN && someoneIsThere) {
                attempt.paired.complete(null);
            }
            return attempt;
        }
    }

    private static final class Attempt implements WfdPairing {
        private final PairingMethod method;
        final CompletableFuture<Void> paired = new CompletableFuture<>();
        boolean cancelled;

        Attempt(PairingMethod method) {
            this.method = method;
        }

        @Override
        public MacAddress device() {
            return FakeWifiDirect.DEVICE;
        }

        @Override
        public PairingMethod method() {
            return method;
        }

        @Override
        public Optional<PairingPin> pin() {
            return Optional.of(PIN).filter(pin -> method == PairingMethod.DISPLAY_PIN);
        }

        @Override
        public void enterPin(PairingPin pin) {
            if (pin.equals(PIN)) {
                paired.complete(null);
            } else {
                paired.completeExceptionally(new WfdException(WfdError.ERROR_NOT_AUTHENTICATED, 0, "wrong PIN"));
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public CompletionStage<Void> paired() {
            return paired;
        }
    }
}
