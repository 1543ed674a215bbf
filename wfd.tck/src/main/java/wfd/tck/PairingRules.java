// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static wfd.api.WfdError.ERROR_INVALID_PARAMETER;
import static wfd.api.WfdError.ERROR_INVALID_STATE;
import static wfd.api.WfdError.ERROR_NOT_AUTHENTICATED;
import static wfd.api.WfdError.ERROR_NOT_SUPPORTED;
import static wfd.api.WfdError.ERROR_SERVICE_NOT_ACTIVE;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.PairingMethod;
import wfd.api.PairingPin;
import wfd.api.WfdDevice;
import wfd.api.WfdException;
import wfd.api.WfdPairing;
import wfd.api.WifiDirectPairing;

/**
 * Pairing, by the ways of Wi-Fi Simple Configuration. Rules for providers with a {@link WifiDirectPairing} only: their test is a
 * {@link WifiDirectContract} that implements this as well.
 */
@ProviderType
public interface PairingRules extends Rules {
    @Test
    default void aDeviceTellsHowItCanBePaired() throws Exception {
        assertThat(pairing().methods(trial().pairing().pinDevice())).contains(PairingMethod.ENTER_PIN);
    }

    @Test
    default void aPairedDeviceIsListedAsSuch() throws Exception {
        MacAddress device = pairButtonDevice();

        assertThat(trial().known(device)).get().returns(true, WfdDevice::paired);
    }

    @Test
    default void aDeviceThatWasPairedOpens() throws Exception {
        MacAddress device = pairButtonDevice();

        assertThat(trial().openSession(trial().handle(), device).link()).isNotNull();
    }

    @Test
    default void aPairingTellsThatTheDeviceHasChanged() throws Exception {
        MacAddress device = pairButtonDevice();

        assertThat(trial().firstEvent(DeviceEvents.DEVICE_CHANGED, device)
                        .properties()
                        .get(DeviceEvents.DEVICE_PAIRED))
                .isEqualTo(true);
    }

    @Test
    default void theResultOfAPairingComesOnAnotherThread() throws Exception {
        WfdPairing pairing = startWithPin();
        CompletableFuture<Thread> teller =
                pairing.paired().thenApply(done -> Thread.currentThread()).toCompletableFuture();

        pairing.enterPin(trial().pairing().pin());

        assertThat(trial().result(teller, "the pairing")).isNotSameAs(Thread.currentThread());
    }

    @Test
    default void theStageOfAPairingBelongsToTheOneWhoAskedForIt() throws Exception {
        WfdPairing pairing = startWithPin();

        pairing.paired().toCompletableFuture().cancel(true);
        pairing.enterPin(trial().pairing().pin());

        trial().result(pairing.paired(), "the pairing, asked again");
    }

    @Test
    default void aWrongPinIsNotAuthenticated() throws Exception {
        assertThat(enterWrongPin().error()).isEqualTo(ERROR_NOT_AUTHENTICATED);
    }

    @Test
    default void aWrongPinLeavesTheDeviceUnpaired() throws Exception {
        enterWrongPin();

        assertThat(trial().known(trial().pairing().pinDevice())).get().returns(false, WfdDevice::paired);
    }

    @Test
    default void aPinIsEnteredOnce() throws Exception {
        WfdPairing pairing = startWithPin();
        pairing.enterPin(wrongPin());

        assertThat(trial().refusalOf(() -> enter(pairing)).error()).isEqualTo(ERROR_INVALID_STATE);
    }

    @Test
    default void noPinIsEnteredWhereNoneIsShown() throws Exception {
        WfdPairing pairing = startWithKeypad();

        assertThat(trial().refusalOf(() -> enter(pairing)).error()).isEqualTo(ERROR_INVALID_STATE);
        pairing.cancel();
    }

    @Test
    default void aPinToShowIsThereFromTheBeginning() throws Exception {
        WfdPairing pairing = startWithKeypad();

        assertThat(pairing.pin()).isPresent();
        pairing.cancel();
    }

    @Test
    default void aMethodThatTheDeviceLacksIsNotSupported() {
        MacAddress device = trial().pairing().pinDevice();

        assertThat(refusal(device, PairingMethod.DISPLAY_PIN).error()).isEqualTo(ERROR_NOT_SUPPORTED);
    }

    @Test
    default void anUnknownDeviceCannotBePaired() {
        pairing(); // or else skipped

        assertThat(refusal(trial().unknownDevice(), PairingMethod.PUSH_BUTTON).error())
                .isEqualTo(ERROR_INVALID_PARAMETER);
    }

    @Test
    default void aPairedDeviceCannotBePairedAgain() {
        pairing(); // or else skipped

        assertThat(refusal(trial().device(), PairingMethod.PUSH_BUTTON).error()).isEqualTo(ERROR_INVALID_STATE);
    }

    @Test
    default void aDeviceIsPairedByOneAtATime() throws Exception {
        WfdPairing first = startWithPin();

        assertThat(refusal(first.device(), PairingMethod.ENTER_PIN).error()).isEqualTo(ERROR_INVALID_STATE);
        first.cancel();
    }

    @Test
    default void aCancelledPairingStillCompletes() throws Exception {
        WfdPairing pairing = startWithPin();

        pairing.cancel();
        pairing.cancel();

        trial().failure(pairing.paired(), "the cancelled pairing"); // nobody has entered a PIN
    }

    @Test
    default void aPairingThatFailedLeavesRoomForTheNext() throws Exception {
        WfdPairing first = startWithPin();
        first.cancel();
        trial().failure(first.paired(), "the cancelled pairing");

        WfdPairing second = startWithPin();
        second.enterPin(trial().pairing().pin());

        trial().result(second.paired(), "the second pairing");
    }

    @Test
    default void aStoppedServicePairsNothing() throws Exception {
        MacAddress device = trial().pairing().pinDevice();

        trial().systemService().stop();

        assertThat(refusal(device, PairingMethod.ENTER_PIN).error()).isEqualTo(ERROR_SERVICE_NOT_ACTIVE);
    }

    @Test
    default void aServiceThatStopsEndsPairings() throws Exception {
        WfdPairing pairing = startWithPin();

        trial().systemService().stop();

        assertThat(trial().failure(pairing.paired(), "the pairing").error()).isEqualTo(ERROR_SERVICE_NOT_ACTIVE);
    }

    @Test
    default void aProviderThatGoesEndsItsPairings() throws Exception {
        WfdPairing pairing = startWithPin();

        trial().provider().stop();

        assertThat(trial().failure(pairing.paired(), "the pairing").error()).isEqualTo(ERROR_SERVICE_NOT_ACTIVE);
    }

    private WifiDirectPairing pairing() {
        return trial().pairing().service();
    }

    private MacAddress pairButtonDevice() throws Exception {
        MacAddress device = trial().pairing().buttonDevice();
        assertThat(trial().known(device)).get().returns(false, WfdDevice::paired);
        trial().result(pairing().startPairing(device, PairingMethod.PUSH_BUTTON).paired(), "the pairing");
        return device;
    }

    private WfdPairing startWithPin() throws WfdException {
        return pairing().startPairing(trial().pairing().pinDevice(), PairingMethod.ENTER_PIN);
    }

    private WfdPairing startWithKeypad() throws WfdException {
        return pairing().startPairing(trial().pairing().keypadDevice(), PairingMethod.DISPLAY_PIN);
    }

    private WfdException enterWrongPin() throws Exception {
        WfdPairing pairing = startWithPin();
        pairing.enterPin(wrongPin());
        return trial().failure(pairing.paired(), "the pairing");
    }

    private PairingPin wrongPin() {
        PairingPin some = PairingPin.withChecksum(0);
        return trial().pairing().pin().equals(some) ? PairingPin.withChecksum(1) : some;
    }

    private Object enter(WfdPairing pairing) throws WfdException {
        pairing.enterPin(trial().pairing().pin());
        return "entered";
    }

    private WfdException refusal(MacAddress device, PairingMethod method) {
        return trial().refusalOf(() -> pairing().startPairing(device, method));
    }
}
