// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with a port, as people write it.
 *
 * @param host name or address; not looked up yet
 * @param port 0 to 65535
 */
record Endpoint(String host, int port) {
    /** Where a Wi-Fi Display source listens, unless it says otherwise. */
    static final int RTSP_PORT = 7236;

    private static final Pattern TEXT = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:]+))(?::(\\d{1,5}))?");

    Endpoint {
        if (port > 0xFFFF) {
            throw new IllegalArgumentException("port " + port + " is not in 0 to 65535");
        }
    }

    /** Reads {@code ADDRESS} or {@code ADDRESS:PORT}; an IPv6 address stands in brackets. */
    static Endpoint parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form ADDRESS or ADDRESS:PORT");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new Endpoint(host, matcher.group(3) == null ? RTSP_PORT : Integer.parseInt(matcher.group(3)));
    }

    static Endpoint of(InetSocketAddress address) {
        return new Endpoint(address.getAddress().getHostAddress(), address.getPort());
    }

    /** The address, looked up. */
    InetSocketAddress resolve() throws CommandFailure {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new CommandFailure(ExitCode.IO, "No address is known for " + host + ".");
        }
        return address;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
