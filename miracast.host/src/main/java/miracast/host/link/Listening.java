// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An address that is listened on, and the doors there.
 *
 * @param address with the port that the system chose
 * @param server the socket
 * @param doors each for another peer, at most one of them for anybody
 */
record Listening(InetSocketAddress address, ServerSocketChannel server, List<Door> doors) {

    Listening(InetSocketAddress address, ServerSocketChannel server) {
        this(address, server, new CopyOnWriteArrayList<>());
    }

    boolean hasRoomFor(InetAddress peer) {
        return doors.stream().noneMatch(door -> Objects.equals(door.peer(), peer));
    }

    /** The door that expects that peer now; null if none does. A door for this very peer comes before one for anybody. */
    Door doorFor(InetAddress peer) {
        Door open = null;
        for (Door door : doors) {
            if (peer.equals(door.peer())) {
                return door.takeExpectation() ? door : null;
            }
            if (door.peer() == null) {
                open = door;
            }
        }
        return open != null && open.takeExpectation() ? open : null;
    }
}
