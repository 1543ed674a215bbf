// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/** Whether there is a network. Wi-Fi Display is spoken over IPv4. */
@Component(service = Check.class)
public final class InterfacesCheck implements Check {

    @Override
    public Subject subject() {
        return Subject.INTERFACES;
    }

    @Override
    public List<Finding> findings() {
        try {
            List<Finding> usable = NetworkInterface.networkInterfaces()
                    .filter(InterfacesCheck::isUsable)
                    .map(network -> Finding.ok(network.getDisplayName() + ": " + addresses(network)))
                    .toList();
            return usable.isEmpty()
                    ? List.of(
                            Finding.warning(
                                    "No network interface is up but loopback: only simulated displays can be reached.",
                                    "Switch on Wi-Fi, or connect a network. A Wi-Fi Direct link brings an interface of its own."))
                    : usable;
        } catch (IOException e) {
            return List.of(Finding.error("The network interfaces cannot be read: " + e + ".", "Check permissions."));
        }
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && !addresses(network).isEmpty();
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    private static String addresses(NetworkInterface network) {
        return network.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .map(address -> address.getHostAddress())
                .collect(Collectors.joining(", "));
    }
}
