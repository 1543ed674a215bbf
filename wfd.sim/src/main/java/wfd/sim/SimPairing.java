// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.MacAddress;
import wfd.api.PairingMethod;
import wfd.api.PairingPin;
import wfd.api.SessionEnd;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdPairing;

/**
 * A pairing of a simulated device, with simulated people at it: they press its button, and type our PIN, after the configured delay.
 * Whatever decides it first does so under its lock, and everything that follows happens once, on a worker.
 */
final class SimPairing implements WfdPairing, DeviceTable.Guest {
    private static final Logger LOG = LoggerFactory.getLogger(SimPairing.class);
    private static final int SEVEN_DIGITS = 10_000_000;

    private final SimSession.Surroundings surroundings;
    private final DeviceSettings settings;
    private final PairingMethod method;
    private final long limitMs;
    /** Null if there is none to show. */
    private final PairingPin shown;

    private final Result<Void> paired = new Result<>();

    // Guarded by this.
    private boolean decided;
    private boolean ending;
    private boolean pinEntered;
    /** Null until the pairing has started. */
    private Future<?> limit;
    /** What people at the device are about to do; null for nothing. */
    private Future<?> action;

    /**
     * A pairing that has not started.
     *
     * @param limitMs how long it may take
     */
    SimPairing(SimSession.Surroundings surroundings, DeviceSettings settings, PairingMethod method, long limitMs) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.method = method;
        this.limitMs = limitMs;
        shown = method == PairingMethod.DISPLAY_PIN
                ? PairingPin.withChecksum(new SecureRandom().nextInt(SEVEN_DIGITS))
                : null;
    }

    /** Begins. It must have {@linkplain DeviceTable#pair the device}. */
    synchronized void start() {
        if (decided) return; // stopped before it began
        limit = surroundings
                .threads()
                .schedule(() -> decide(failure(WfdError.ERROR_TIMEOUT, "nobody did what has to be done")), limitMs);
        if (method != PairingMethod.ENTER_PIN) act(null);
    }

    /** Has people at the device, or the device itself, come to a result after their delay; null is success. */
    private void act(WfdException result) {
        action = surroundings
                .threads()
                .schedule(() -> decide(result), settings.pairing().delayMs());
    }

    /** On a worker. */
    private void decide(WfdException result) {
        synchronized (this) {
            if (decided) return;
            decided = true;
            if (limit != null) limit.cancel(false);
            if (action != null) action.cancel(false);
        }
        WfdException failure = result == null ? fault() : result;
        boolean there = surroundings.devices().leave(this, failure == null);
        if (failure == null && !there) failure = failure(WfdError.ERROR_INVALID_PARAMETER, "it is gone");
        if (failure == null) {
            LOG.info("Device {} is paired", this);
            paired.complete(null);
        } else {
            paired.fail(failure);
        }
    }

    /** What keeps the device from being paired now; null for nothing. */
    private WfdException fault() {
        try {
            surroundings.service().require("pairing " + this);
        } catch (WfdException e) {
            return e;
        }
        return surroundings.devices().isInRange(device())
                ? null
                : failure(WfdError.ERROR_TIMEOUT, "it does not answer, for it is not in range");
    }

    private WfdException failure(int error, String why) {
        return new WfdException(error, 0, "pairing " + this + ": " + why);
    }

    @Override
    public MacAddress device() {
        return settings.address();
    }

    @Override
    public PairingMethod method() {
        return method;
    }

    @Override
    public Optional<PairingPin> pin() {
        return Optional.ofNullable(shown);
    }

    @Override
    public synchronized void enterPin(PairingPin pin) throws WfdException {
        boolean right = pin.equals(settings.pairing().pin());
        if (method != PairingMethod.ENTER_PIN)
            throw failure(WfdError.ERROR_INVALID_STATE, "no PIN is to be entered, but " + method);
        if (pinEntered || decided)
            throw failure(WfdError.ERROR_INVALID_STATE, pinEntered ? "a PIN was entered already" : "it has ended");
        pinEntered = true;
        act(right ? null : failure(WfdError.ERROR_NOT_AUTHENTICATED, "the PIN is not the one that it shows"));
    }

    @Override
    public void cancel() {
        end(SessionEnd.CLOSED, failure(WfdError.ERROR_CANCELLED, "it was cancelled"));
    }

    @Override
    public void end(SessionEnd reason, WfdException pending) {
        synchronized (this) {
            if (ending) return; // workers may overtake each other, and the first reason counts
            ending = true;
        }
        surroundings.threads().execute(() -> decide(pending));
    }

    @Override
    public CompletionStage<Void> paired() {
        return paired.stage();
    }

    /** Device and name, for messages. */
    @Override
    public String toString() {
        return device() + " \"" + settings.device().name() + "\"";
    }
}
