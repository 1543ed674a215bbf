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

    /**
     * The best device in reach that matches: in sight before hidden, paired before unpaired, free before taken.
     *
     * @param pattern a filter in the syntax of OSGi, in parentheses, over the properties that Wi-Fi Direct providers tell of a
     *     device, as {@code (&(wfd.device.name=Lobby*)(wfd.device.paired=true))}; or a pattern for its name or address in any
     *     case, where {@code *} stands for anything and {@code ?} for one character
     */
    static CastTarget matching(String pattern) {
        return new Matching(pattern);
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
     * A Wi-Fi Direct device that is described instead of named.
     *
     * @param pattern see {@link CastTarget#matching}; whether a filter is correct is found out by the host
     */
    record Matching(String pattern) implements CastTarget {
        public Matching {
            if (pattern.isBlank()) {
                throw new IllegalArgumentException("pattern is blank");
            }
        }

        @Override
        public String toString() {
            return pattern;
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
