// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.host.parts.Offer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.DeviceEvents;
import wfd.api.WfdDevice;
import wfd.api.WfdException;

/**
 * Looks for a device among all providers. Of several that are wanted, one that is in sight, is paired, takes a session and
 * shows pictures is the best; providers count in their order. Blocks; any thread but the control loop.
 */
final class DeviceSearch {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceSearch.class);

    /** How long a provider may take to tell of its devices, which it keeps a list of. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    /** A device and who reaches it. */
    record Found(Offer<LinkProvider> provider, WfdDevice device) {}

    private final String castId;
    private final DeviceWish wanted;

    DeviceSearch(String castId, DeviceWish wanted) {
        this.castId = castId;
        this.wanted = wanted;
    }

    /** The best device; one that is out of sight is looked for in the air first. */
    Optional<Found> find(List<Offer<LinkProvider>> providers) {
        Optional<Found> found = look(providers);
        if (found.isPresent() && !found.get().device().visible()) {
            Found hidden = found.get();
            try {
                hidden.provider()
                        .service()
                        .service()
                        .updateVisibility(hidden.device().address());
            } catch (WfdException | RuntimeException | Error e) {
                LOG.debug(
                        "cast {}: {} was not looked for: {}",
                        castId,
                        hidden.device().address(),
                        e.toString());
            }
            return look(providers);
        }
        return found;
    }

    private Optional<Found> look(List<Offer<LinkProvider>> providers) {
        List<Found> all = new ArrayList<>();
        for (Offer<LinkProvider> provider : providers) {
            for (WfdDevice device : devices(provider)) {
                if (wanted.isFor(DeviceEvents.properties(provider.name(), device))) {
                    all.add(new Found(provider, device));
                }
            }
        }
        return all.stream().min(Comparator.comparingInt(DeviceSearch::faults));
    }

    /** The devices that there are, for a message. */
    String others(List<Offer<LinkProvider>> providers) {
        List<String> names = new ArrayList<>();
        for (Offer<LinkProvider> provider : providers) {
            for (WfdDevice device : devices(provider)) {
                names.add(device.name().isEmpty() ? device.address().toString() : device.name());
            }
        }
        return names.isEmpty() ? "there are none" : "there are: " + String.join(", ", names);
    }

    private List<WfdDevice> devices(Offer<LinkProvider> provider) {
        try {
            return provider.service().devices(castId, PATIENCE_NS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "cast {}: Wi-Fi Direct provider {} does not tell of its devices; the cast goes on without them",
                    castId,
                    provider.name());
            return List.of();
        } catch (RuntimeException e) {
            LOG.warn("cast {}: Wi-Fi Direct provider {} gave no devices", castId, provider.name(), e);
            return List.of();
        }
    }

    private static int faults(Found found) {
        WfdDevice device = found.device();
        return (device.visible() ? 0 : 8)
                + (device.paired() ? 0 : 4)
                + (device.displayRole().showsPictures() ? 0 : 2)
                + (device.sessionAvailable() ? 0 : 1);
    }
}
