// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import wfd.api.MacAddress;
import wfd.api.WfdException;
import wfd.api.WifiDirect;

/** Gogo commands about Wi-Fi Direct. */
@Component(service = WfdCommands.class)
@GogoCommand(
        scope = "wfd",
        function = {"devices", "providers", "look"})
public final class WfdCommands {
    private final Parts parts;

    /** @param parts the framework */
    @Activate
    public WfdCommands(@Reference Parts parts) {
        this.parts = parts;
    }

    @Descriptor("lists the devices that are known")
    public List<Listing.Device> devices() {
        return new Rows<>(new Listing(parts).devices(), Listing::deviceTable);
    }

    @Descriptor("lists the ways to reach devices, and why one does not work")
    public List<Listing.Provider> providers() {
        return new Rows<>(new Listing(parts).providers(), Listing::providerTable);
    }

    @Descriptor("looks for one device")
    public List<Listing.Device> look(@Descriptor("address; see wfd:devices") String address) throws WfdException {
        MacAddress device = MacAddress.parse(address);
        WifiDirect provider = parts.wifiDirects.stream()
                .map(Map.Entry::getValue)
                .filter(candidate -> candidate.devices().stream()
                        .anyMatch(known -> known.address().equals(device)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no device " + device + "."));
        provider.updateVisibility(device);
        return new Rows<>(
                new Listing(parts)
                        .devices().stream()
                                .filter(known -> known.address().equals(device.toString()))
                                .toList(),
                Listing::deviceTable);
    }
}
