// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.driver.MiracastStatus;
import miracast.api.protection.ContentProtection;
import miracast.api.protection.ProtectedLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A licensee's service, and what a display sees of it. Its cipher is none worth the name. */
@Timeout(120)
class ProtectionTest {
    private static final int VIDEO = 0x1011;
    private static final int PMT = 0x100;
    private static final byte KEY = 0x55;

    private Rig rig;
    private RawSink sink;
    private final Licensee licensee = new Licensee();

    /** Makes each octet another one, and counts access units. */
    private static final class Licensee implements ContentProtection {
        final List<String> opened = new CopyOnWriteArrayList<>();
        final AtomicInteger closed = new AtomicInteger();
        final CountDownLatch interrupted = new CountDownLatch(1);
        volatile MiracastException refusal;
        volatile boolean mute;
        volatile Error flaw;
        volatile CountDownLatch patience = new CountDownLatch(0);

        @Override
        public boolean speaks(String version) {
            return version.equals("HDCP2.1");
        }

        @Override
        public ProtectedLink open(String castId, String version, InetSocketAddress display) throws MiracastException {
            opened.add(castId + " " + version + " " + display.getPort());
            if (mute) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
            try {
                patience.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            if (refusal != null) {
                throw refusal;
            }
            return new ProtectedLink() {
                private int units;

                @Override
                public void begin(ByteBuffer privateData, int at) {
                    units++;
                    for (int i = 0; i < PRIVATE_DATA; i++) {
                        privateData.put(at + i, (byte) units);
                    }
                }

                @Override
                public void encrypt(ByteBuffer from, int fromAt, int octets, ByteBuffer to, int toAt) {
                    if (flaw != null) {
                        throw flaw;
                    }
                    for (int i = 0; i < octets; i++) {
                        to.put(toAt + i, (byte) (from.get(fromAt + i) ^ KEY));
                    }
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }
    }

    @BeforeEach
    void connect() throws Exception {
        rig = new Rig();
        sink = rig.sink();
        rig.driver().bindProtection(licensee);
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    private void negotiate(String protection) throws Exception {
        rig.start();
        sink.exchangeOptions();
        sink.answerCapabilities(String.format(RawSink.CAPABILITIES, sink.rtpPort())
                .replace("wfd_content_protection: none", "wfd_content_protection: " + protection));
        assertThat(sink.agree().parameter("wfd_content_protection"))
                .as("HDCP in M4")
                .isNull();
    }

    private ReceivedStream playing(String protection) throws Exception {
        negotiate(protection);
        rig.awaitStarted();
        sink.setUp();
        rig.play();
        return new ReceivedStream(sink);
    }

    private static byte[] decrypted(byte[] payload) {
        byte[] plain = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            plain[i] = (byte) (payload[i] ^ KEY);
        }
        return plain;
    }

    @Test
    void aDisplayThatCanDecryptIsAuthenticatedAndGetsEncryptedPictures() throws Exception {
        ReceivedStream stream = playing("HDCP2.1 port=1189");
        rig.host().feedSlice(0, 0, true, false, 100_000, System.nanoTime());
        rig.host().feedSlice(0, 1, true, true, 700, System.nanoTime());
        stream.untilPictures(1, 100_700);

        assertThat(licensee.opened).containsExactly("test HDCP2.1 1189");
        byte[] payload = decrypted(stream.pes(VIDEO).get(0).payload());
        assertThat(payload).startsWith(TestHost.slice(0, 0, 100_000)).endsWith(TestHost.slice(0, 1, 700));
    }

    @Test
    void eachPictureHasTheDataThatDecryptsIt() throws Exception {
        ReceivedStream stream = playing("HDCP2.1 port=1189");
        rig.host().feed(true, 3000);
        rig.host().feed(false, 3000);
        stream.untilPictures(2, 3000);

        for (int picture = 0; picture < 2; picture++) {
            byte[] first = stream.pes(VIDEO).get(picture).packets().get(0).payload();
            // PTS and extension flags, 22 octets of header data, the extension with private data alone.
            assertThat(ByteBuffer.wrap(first).getShort(7)).isEqualTo((short) 0x8116);
            assertThat(first[14]).isEqualTo((byte) 0x8E);
            for (int i = 0; i < ProtectedLink.PRIVATE_DATA; i++) {
                assertThat(first[15 + i]).isEqualTo((byte) (picture + 1));
            }
        }
    }

    @Test
    void theTablesSayThatTheStreamIsEncrypted() throws Exception {
        ReceivedStream stream = playing("HDCP2.1 port=1189");
        stream.until(seen -> !seen.ts(PMT).isEmpty());

        byte[] section = stream.ts(PMT).get(0).payload();
        // Behind the pointer, head and PCR PID: the length of 7, the registration of HDCP, version 2.1.
        assertThat(java.util.Arrays.copyOfRange(section, 11, 20))
                .containsExactly(0xF0, 7, 5, 5, 'H', 'D', 'C', 'P', 0x21);
    }

    @Test
    void aDisplayThatCannotDecryptGetsPicturesAsTheyAre() throws Exception {
        ReceivedStream stream = playing("none");
        long frame = rig.host().feed(true, 3000);
        stream.untilPictures(1, 3000);

        assertThat(licensee.opened).isEmpty();
        assertThat(stream.pes(VIDEO).get(0).payload()).isEqualTo(TestHost.slice(frame, 0, 3000));
    }

    @Test
    void soDoesOneWhoseVersionTheLicenseeDoesNotSpeak() throws Exception {
        ReceivedStream stream = playing("HDCP2.0 port=1189");
        long frame = rig.host().feed(true, 3000);
        stream.untilPictures(1, 3000);

        assertThat(licensee.opened).isEmpty();
        assertThat(stream.pes(VIDEO).get(0).payload()).isEqualTo(TestHost.slice(frame, 0, 3000));
    }

    @Test
    void aDisplayThatIsNotAuthenticFailsTheStart() throws Exception {
        licensee.refusal = new MiracastException(NtStatus.STATUS_NOT_SUPPORTED, "the display is revoked");
        negotiate("HDCP2.1 port=1189");

        assertThat(rig.awaitFailure()).isSameAs(licensee.refusal);
    }

    @Test
    void aStartThatWaitsForAnAuthenticationCanBeGivenUp() throws Exception {
        licensee.mute = true;
        negotiate("HDCP2.1 port=1189");
        await().until(() -> !licensee.opened.isEmpty());

        rig.rtsp().close();

        assertThat(rig.awaitFailure().ntStatus()).isEqualTo(NtStatus.STATUS_CANCELLED);
        licensee.interrupted.await();
        // The key that came of it after all is forgotten.
        await().until(() -> licensee.closed.get() == 1);
    }

    @Test
    void aDisplayThatLeavesWhileItIsAuthenticatedFailsTheStart() throws Exception {
        licensee.mute = true;
        negotiate("HDCP2.1 port=1189");
        await().until(() -> !licensee.opened.isEmpty());

        sink.close();

        assertThat(rig.awaitFailure()).hasMessageContaining("closed the connection");
    }

    @Test
    void aSetUpThatComesBeforeThatWaitsAndItsStreamIsEncrypted() throws Exception {
        licensee.patience = new CountDownLatch(1);
        negotiate("HDCP2.1 port=1189");
        await().until(() -> !licensee.opened.isEmpty());

        sink.send("SETUP " + sink.presentationUrl() + " RTSP/1.0\nCSeq: 71\nTransport: RTP/AVP/UDP;unicast;client_port="
                + sink.rtpPort() + "\n\n");
        sink.send("OPTIONS * RTSP/1.0\nCSeq: 72\n\n");
        assertThat(sink.receive().header("CSeq")).isEqualTo("72");
        licensee.patience.countDown();
        RawSink.Message reply = sink.receive();
        assertThat(reply.header("CSeq")).isEqualTo("71");
        assertThat(reply.status()).isEqualTo(200);
        rig.awaitStarted();
        rig.play();
        ReceivedStream stream = new ReceivedStream(sink);
        long frame = rig.host().feed(true, 3000);
        stream.untilPictures(1, 3000);

        assertThat(decrypted(stream.pes(VIDEO).get(0).payload())).isEqualTo(TestHost.slice(frame, 0, 3000));
    }

    @Test
    void aSecondSetUpThatComesBeforeThatIsRefused() throws Exception {
        licensee.patience = new CountDownLatch(1);
        negotiate("HDCP2.1 port=1189");
        await().until(() -> !licensee.opened.isEmpty());

        sink.send("SETUP " + sink.presentationUrl() + " RTSP/1.0\nCSeq: 71\n\n");
        sink.send("SETUP " + sink.presentationUrl() + " RTSP/1.0\nCSeq: 72\n\n");

        RawSink.Message refusal = sink.receive();
        assertThat(refusal.header("CSeq")).isEqualTo("72");
        assertThat(refusal.status()).isEqualTo(455);
    }

    @Test
    void aSetUpThatWaitsEndsWithTheStartThatFails() throws Exception {
        licensee.patience = new CountDownLatch(1);
        licensee.refusal = new MiracastException(NtStatus.STATUS_NOT_SUPPORTED, "the display is revoked");
        negotiate("HDCP2.1 port=1189");
        await().until(() -> !licensee.opened.isEmpty());
        sink.send("SETUP " + sink.presentationUrl() + " RTSP/1.0\nCSeq: 71\n\n");

        licensee.patience.countDown();

        assertThat(rig.awaitFailure()).isSameAs(licensee.refusal);
        RawSink.Message next = sink.receive();
        assertThat(next.isRequest()).as("%s", next).isTrue();
    }

    @Test
    void aCipherThatCannotBeLinkedEndsTheSession() throws Exception {
        playing("HDCP2.1 port=1189");
        licensee.flaw = new NoClassDefFoundError("licensee/Cipher");
        rig.host().feed(true, 3000);

        TestHost.Report report = rig.host().awaitReport();

        assertThat(report.status()).isEqualTo(MiracastStatus.CRITICAL_ERROR);
        assertThat(report.detail()).contains("cannot go on", "NoClassDefFoundError: licensee/Cipher");
    }

    @Test
    void aCipherWithoutMemoryEndsTheSession() throws Exception {
        playing("HDCP2.1 port=1189");
        licensee.flaw = new OutOfMemoryError("Cannot reserve 65536 bytes of direct buffer memory");
        rig.host().feed(true, 3000);

        assertThat(rig.host().awaitReport().detail()).contains("OutOfMemoryError: Cannot reserve 65536 bytes");
    }

    @Test
    void theKeyIsForgottenWhenTheSessionIsOver() throws Exception {
        playing("HDCP2.1 port=1189");

        rig.stop();

        assertThat(licensee.closed).hasPositiveValue();
    }

    @Test
    void aLicenseeThatGoesEndsTheSession() throws Exception {
        playing("HDCP2.1 port=1189");

        rig.driver().unbindProtection(licensee);

        TestHost.Report report = rig.host().awaitReport();
        assertThat(report.status()).isEqualTo(MiracastStatus.COMPANION_DISCONNECT);
        assertThat(report.detail()).contains("content protection");
    }

    @Test
    void aLicenseeThatGoesLeavesOthersAlone() throws Exception {
        ReceivedStream stream = playing("none");

        rig.driver().unbindProtection(licensee);
        rig.host().feed(true, 3000);
        stream.untilPictures(1, 3000);

        assertThat(rig.host().pendingReports()).isZero();
    }
}
