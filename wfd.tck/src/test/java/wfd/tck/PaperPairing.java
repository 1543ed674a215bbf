// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import wfd.api.MacAddress;
import wfd.api.PairingMethod;
import wfd.api.PairingPin;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdPairing;

/** A pairing of {@link PaperWifiDirect}. */
final class PaperPairing implements WfdPairing {
    static final PairingPin PIN = new PairingPin("12345670");

    private final PaperWifiDirect provider;
    private final PaperPairings pairings;
    private final MacAddress device;
    private final PairingMethod method;
    private final CompletableFuture<Void> paired = new CompletableFuture<>();
    // Guarded by this.
    private boolean pinEntered;

    PaperPairing(PaperWifiDirect provider, PaperPairings pairings, MacAddress device, PairingMethod method) {
        this.provider = provider;
        this.pairings = pairings;
        this.device = device;
        this.method = method;
    }

    /** Null is success. */
    void end(WfdException failure) {
        boolean cancelled = failure != null && failure.error() == WfdError.ERROR_CANCELLED;
        if (!cancelled || !provider.has(Flaw.KEEPS_CANCELLED_PAIRINGS)) pairings.forget(device);
        if (failure == null || provider.has(Flaw.PAIRS_ALL_THE_SAME)) provider.setPaired(device);
        if (failure == null) {
            paired.complete(null);
        } else if (!cancelled || !provider.has(Flaw.IS_SILENT_AFTER_A_CANCELLED_PAIRING)) {
            paired.completeExceptionally(failure);
        }
    }

    @Override
    public MacAddress device() {
        return device;
    }

    @Override
    public PairingMethod method() {
        return method;
    }

    @Override
    public Optional<PairingPin> pin() {
        return method == PairingMethod.DISPLAY_PIN && !provider.has(Flaw.SHOWS_NO_PIN)
                ? Optional.of(PIN)
                : Optional.empty();
    }

    @Override
    public synchronized void enterPin(PairingPin pin) throws WfdException {
        if (method != PairingMethod.ENTER_PIN && !provider.has(Flaw.TAKES_PINS_FOR_BUTTONS)
                || pinEntered && !provider.has(Flaw.TAKES_PINS_FOR_EVER))
            throw new WfdException(WfdError.ERROR_INVALID_STATE, 0, "no PIN");
        pinEntered = true;
        boolean right = pin.equals(PIN) || provider.has(Flaw.TAKES_ANY_PIN);
        WfdException failure = right ? null : new WfdException(WfdError.ERROR_NOT_AUTHENTICATED, 0, "wrong PIN");
        if (provider.has(Flaw.PAIRS_IN_THE_CALL)) end(failure);
        else provider.completions.execute(() -> end(failure));
    }

    @Override
    public void cancel() {
        provider.completions.execute(() -> end(new WfdException(WfdError.ERROR_CANCELLED, 0, "cancelled")));
    }

    @Override
    public CompletionStage<Void> paired() {
        if (provider.has(Flaw.SHARES_ITS_STAGES)) return paired;
        CompletableFuture<Void> stage = new CompletableFuture<>();
        paired.whenComplete((done, failure) -> {
            if (failure == null) stage.complete(done);
            else stage.completeExceptionally(failure);
        });
        return stage;
    }
}
