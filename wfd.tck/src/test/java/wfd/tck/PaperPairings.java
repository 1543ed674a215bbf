// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import wfd.api.MacAddress;
import wfd.api.PairingMethod;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdPairing;
import wfd.api.WifiDirectPairing;

/** The pairing of {@link PaperWifiDirect}. */
final class PaperPairings implements WifiDirectPairing {
    private final PaperWifiDirect provider;
    // Guarded by this.
    private final Map<MacAddress, PaperPairing> pending = new LinkedHashMap<>();

    PaperPairings(PaperWifiDirect provider) {
        this.provider = provider;
    }

    @Override
    public Set<PairingMethod> methods(MacAddress device) {
        if (provider.has(Flaw.OFFERS_NO_PAIRING)) return Set.of();
        if (device.equals(PaperWifiDirect.SHOWS_PIN)) return Set.of(PairingMethod.ENTER_PIN);
        return Set.of(device.equals(PaperWifiDirect.TAKES_PIN) ? PairingMethod.DISPLAY_PIN : PairingMethod.PUSH_BUTTON);
    }

    @Override
    public synchronized WfdPairing startPairing(MacAddress device, PairingMethod method) throws WfdException {
        provider.requireService("pair " + device);
        WfdDevice known = provider.known(device);
        if (known == null && !provider.has(Flaw.PAIRS_UNKNOWN_DEVICES)) throw refusal(WfdError.ERROR_INVALID_PARAMETER);
        if (known != null && known.paired() && !provider.has(Flaw.PAIRS_TWICE))
            throw refusal(WfdError.ERROR_INVALID_STATE);
        if (pending.containsKey(device) && !provider.has(Flaw.PAIRS_FOR_SEVERAL))
            throw refusal(WfdError.ERROR_INVALID_STATE);
        if (!methods(device).contains(method) && !provider.has(Flaw.TAKES_ANY_METHOD))
            throw refusal(WfdError.ERROR_NOT_SUPPORTED);
        PaperPairing pairing = new PaperPairing(provider, this, device, method);
        pending.put(device, pairing);
        if (method == PairingMethod.PUSH_BUTTON) provider.completions.execute(() -> pairing.end(null));
        return pairing;
    }

    private static WfdException refusal(int error) {
        return new WfdException(error, 0, "not paired");
    }

    synchronized void forget(MacAddress device) {
        pending.remove(device);
    }

    void stop() {
        if (provider.has(Flaw.FORGETS_PENDING_PAIRINGS)) return;
        Collection<PaperPairing> ending;
        synchronized (this) {
            ending = List.copyOf(pending.values());
        }
        WfdException stopped = refusal(WfdError.ERROR_SERVICE_NOT_ACTIVE);
        ending.forEach(pairing -> provider.completions.execute(() -> pairing.end(stopped)));
    }
}
