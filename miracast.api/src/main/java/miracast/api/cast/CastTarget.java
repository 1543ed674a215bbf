// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.net.InetSocketAddress;
import java.util.Objects;

/** Whom a cast is for. */
public sealed interface CastTarget {

    /** A device in reach of a Wi-Fi Direct provider, by its address ({@code 02:11:22:33:44:55}) or its name. */
    static CastTarget device(String addressOrName) {
        return new Device(addressOrName);
    }

    /** Whoever connects to an address of this machine, without Wi-Fi Direct. */
    static CastTarget listen(InetSocketAddress address) {
        return new Listen(address);
    }

    /**
     * A Wi-Fi Direct device.
     *
     * @param addressOrName device address, or its name in any case
     */
    record Device(String addressOrName) implements CastTarget {
        public Device {
            if (addressOrName.isBlank()) {
                throw new IllegalArgumentException("device is blank");
            }
        }

        @Override
        public String toString() {
            return addressOrName;
        }
    }

    /**
     * An address of this machine.
     *
     * @param address where sinks connect; port 0 lets the system choose
     */
    record Listen(InetSocketAddress address) implements CastTarget {
        public Listen {
            Objects.requireNonNull(address, "address");
        }

        @Override
        public String toString() {
            return address.getHostString() + ":" + address.getPort();
        }
    }
}
