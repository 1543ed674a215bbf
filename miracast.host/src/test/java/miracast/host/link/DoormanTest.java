// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DoormanTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(loopback(1), 0);

    private final Doorman doorman;
    private final BlockingQueue<SocketChannel> guests = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new ArrayList<>();

    DoormanTest() throws IOException {
        doorman = new Doorman("test-door");
    }

    @AfterEach
    void closeAll() throws IOException {
        doorman.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        for (SocketChannel guest : guests) {
            guest.close();
        }
    }

    private static InetAddress loopback(int host) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Socket connect(Door door, int fromHost) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout(60_000);
        socket.bind(new InetSocketAddress(loopback(fromHost), 0));
        socket.connect(door.address(), 10_000);
        return socket;
    }

    private static boolean isTurnedAway(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private SocketChannel guest() throws InterruptedException {
        return guests.poll(60, TimeUnit.SECONDS);
    }

    @Test
    void letsInWhoIsExpected() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();

        connect(door, 1);

        assertThat(guest().isConnected()).isTrue();
    }

    @Test
    void letsInOnlyOne() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();
        connect(door, 1);
        guest();

        assertThat(isTurnedAway(connect(door, 1))).isTrue();
        assertThat(guests).isEmpty();
    }

    @Test
    void letsInTheNextWhenThatIsExpected() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();
        connect(door, 1);
        guest();

        door.expect();
        connect(door, 1);

        assertThat(guest()).isNotNull();
    }

    @Test
    void turnsAwayWhoIsNotThePeer() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, loopback(5), guests::add);
        door.expect();

        assertThat(isTurnedAway(connect(door, 6))).isTrue();
        connect(door, 5);
        assertThat(guest()).isNotNull();
    }

    @Test
    void severalPeersShareOnePort() throws Exception {
        BlockingQueue<SocketChannel> others = new LinkedBlockingQueue<>();
        Door first = doorman.open("c1", ANY_PORT, loopback(5), guests::add);
        Door second = doorman.open("c1", first.address(), loopback(6), others::add);
        first.expect();
        second.expect();

        connect(second, 6);
        try (SocketChannel other = others.poll(60, TimeUnit.SECONDS)) {
            assertThat(other).isNotNull();
        }
        first.close();
        second.expect();
        connect(second, 6);
        try (SocketChannel other = others.poll(60, TimeUnit.SECONDS)) {
            assertThat(other).isNotNull();
        }
        assertThat(guests).isEmpty();
    }

    @Test
    void twoForAnybodyDoNotShareAPort() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);

        assertThatThrownBy(() -> doorman.open("c1", door.address(), null, guests::add))
                .isInstanceOf(BindException.class)
                .hasMessageEndingWith(": another cast does");
    }

    private ServerSocket listening() throws IOException {
        ServerSocket sink = new ServerSocket(0, 5, loopback(2));
        sink.setSoTimeout(60_000);
        return sink;
    }

    private static InetSocketAddress address(ServerSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Test
    void connectsToASinkThatWaitsForThat() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();
        try (ServerSocket sink = listening()) {
            door.reachFor(address(sink));

            try (Socket source = sink.accept();
                    SocketChannel guest = guest()) {
                assertThat(source.getInetAddress()).isEqualTo(loopback(1));
                assertThat(guest.getRemoteAddress()).isEqualTo(address(sink));
            }
        }
    }

    @Test
    void whoeverIsThereFirstIsTheOnlyOne() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();
        connect(door, 1);
        guest();
        try (ServerSocket sink = listening()) {
            door.reachFor(address(sink));

            try (Socket source = sink.accept()) {
                source.setSoTimeout(60_000);
                assertThat(isTurnedAway(source)).isTrue();
            }
        }
        assertThat(guests).isEmpty();
    }

    @Test
    void aSinkThatRefusesMayStillConnect() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();
        InetSocketAddress nobody;
        try (ServerSocket sink = listening()) {
            nobody = address(sink);
        }
        door.reachFor(nobody);

        connect(door, 1);

        assertThat(guest().isConnected()).isTrue();
    }

    @Test
    void aClosedDoorFreesItsPort() throws Exception {
        for (int i = 0; i < 20; i++) {
            Door door = doorman.open("c1", ANY_PORT, null, guests::add);
            InetSocketAddress address = door.address();
            door.close().join();

            Door again = doorman.open("c1", address, null, guests::add);

            assertThat(again.address()).isEqualTo(address);
            again.close().join();
        }
    }

    @Test
    void aGuestThatCannotBeTakenInEndsNothingButItsConnection() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Door door = doorman.open("c1", ANY_PORT, null, guest -> {
            if (tries.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("gone");
            }
            guests.add(guest);
        });
        door.expect();

        assertThat(isTurnedAway(connect(door, 1))).isTrue();
        connect(door, 1);

        assertThat(guest()).isNotNull();
    }

    @Test
    void aGuestThatIsGoneBeforeItIsLetInIsClosedAndTheNextOneExpected() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();
        GoneSink gone = new GoneSink();

        Doorman.receive(gone, new Listening(door.address(), null, List.of(door)));
        connect(door, 1);

        assertThat(gone.isOpen()).isFalse();
        assertThat(guest()).isNotNull();
    }

    /** What a test has the doorman log. */
    private static String logged(Runnable task) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLogSaysWhoseSinkCouldNotBeLetIn() throws Exception {
        Door door = doorman.open("hall", ANY_PORT, null, guest -> {
            throw new NoClassDefFoundError("gone");
        });
        door.expect();
        try (ServerSocketChannel other = ServerSocketChannel.open().bind(new InetSocketAddress(loopback(1), 0));
                SocketChannel sink = SocketChannel.open(other.getLocalAddress())) {
            String log = logged(() -> Doorman.receive(sink, new Listening(door.address(), null, List.of(door))));

            assertThat(log).contains("cast hall: sink " + Doorman.text((InetSocketAddress) other.getLocalAddress()));
            assertThat(sink.isOpen()).isFalse();
        }
    }

    @Test
    void theLogSaysWhichCastsMissASinkThatCannotBeAccepted() throws Exception {
        Door door = doorman.open("hall", ANY_PORT, loopback(5), guests::add);
        Door other = doorman.open("lobby", door.address(), loopback(6), guests::add);

        String log = logged(() -> Doorman.notAccepted(
                new Listening(door.address(), null, List.of(door, other)), new IOException("Too many open files")));

        assertThat(log).contains("cast hall: a sink's connection").contains("cast lobby: a sink's connection");
    }

    @Test
    void closingADoorDoesNotWait() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        Door slow = doorman.open("c1", ANY_PORT, null, guest -> {
            guests.add(guest);
            busy.countDown();
            awaitUninterruptibly(goOn);
        });
        slow.expect();
        connect(slow, 1);
        busy.await();

        CompletableFuture<Void> free = slow.close();

        assertThat(free).isNotDone();
        goOn.countDown();
        assertThat(free).succeedsWithin(60, TimeUnit.SECONDS);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // The doorman is to be busy for as long as the test says.
            }
        }
    }

    @Test
    void whatWasWrittenBeforeAFarewellArrives() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();
        Socket sink = connect(door, 1);
        SocketChannel guest = guest();
        // Unread octets make the system reset a connection that is just closed, and the goodbye with it.
        sink.getOutputStream().write(new byte[1000]);
        guest.write(ByteBuffer.wrap("goodbye".getBytes(StandardCharsets.US_ASCII)));

        CompletableFuture<Void> done = doorman.seeOff(guest);

        assertThat(new String(sink.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("goodbye");
        sink.close();
        assertThat(done).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(guest.isOpen()).isFalse();
    }

    @Test
    void aSinkThatDoesNotCloseIsClosedAllTheSame() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();
        connect(door, 1);
        SocketChannel guest = guest();

        assertThat(doorman.seeOff(guest)).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(guest.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatIsGoneIsSeenOffAtOnce() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();
        connect(door, 1);
        SocketChannel guest = guest();
        guest.close();

        assertThat(doorman.seeOff(guest)).succeedsWithin(60, TimeUnit.SECONDS);
    }

    @Test
    void afterTheEndConnectionsAreJustClosed() throws Exception {
        Door door = doorman.open("c1", ANY_PORT, null, guests::add);
        door.expect();
        connect(door, 1);
        SocketChannel guest = guest();

        doorman.close();

        assertThat(doorman.seeOff(guest)).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(guest.isOpen()).isFalse();
    }
}
