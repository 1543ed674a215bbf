// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Networks in 127.0.0.0/8 that no other process of these tests has: a range of them, marked by a socket that is open as long as
 * the process lives. Any thread.
 */
final class OwnNetworks {
    private static final int FIRST = 10;
    private static final int RANGES = 12;
    /** Second octets of a range. */
    private static final int OCTETS = 8;

    private static final int PER_OCTET = 250;
    /** Outside of the ranges that systems give away themselves. */
    private static final int MARKER_PORT = 7235;

    private final int first;
    /** Never read: it has only to stay open. */
    private final DatagramSocket marker;

    private OwnNetworks(int first, DatagramSocket marker) {
        this.first = first;
        this.marker = marker;
    }

    /** Takes the first range that is free. */
    static OwnNetworks take() {
        for (int octet = FIRST; octet < FIRST + RANGES * OCTETS; octet += OCTETS) {
            try {
                return new OwnNetworks(
                        octet, new DatagramSocket(new InetSocketAddress(address(octet, 0, 1), MARKER_PORT)));
            } catch (BindException e) {
                // Another process has it.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("all " + RANGES + " ranges of networks are taken");
    }

    /** An address in one of the networks; after two thousand they come again. */
    InetAddress address(int network, int host) {
        return address(first + network / PER_OCTET % OCTETS, 1 + network % PER_OCTET, host);
    }

    private static InetAddress address(int second, int third, int host) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) second, (byte) third, (byte) host});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
