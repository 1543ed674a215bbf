// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.SourceCapabilities;
import miracast.api.input.InputEvent;
import miracast.driver.RawSink.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M14 and M15, and the input back channel itself. */
@Timeout(120)
class InputTest {
    private static final String UIBC = "input_category_list=GENERIC, HIDC;generic_cap_list=Keyboard, Mouse;"
            + "hidc_cap_list=Keyboard/USB;port=none";
    private static final String KEYBOARD =
            "input_category_list=GENERIC;generic_cap_list=Keyboard;hidc_cap_list=none;port=none";
    private static final byte[] KEY = HexFormat.of().parseHex("0000000c0300050000410000");
    private static final InputEvent KEY_A = new InputEvent.Key(true, 'A', 0);

    private Rig rig;
    private RawSink sink;
    private TestHost host;

    @BeforeEach
    void connect() throws Exception {
        rig = new Rig();
        sink = rig.sink();
        host = rig.host();
        host.capabilities(SourceCapabilities.builder().input(true).build());
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    private void playing(String uibc) throws Exception {
        rig.start();
        sink.exchangeOptions();
        sink.answerCapabilities(String.format(RawSink.CAPABILITIES, sink.rtpPort())
                .replace("wfd_uibc_capability: none", "wfd_uibc_capability: " + uibc));
        sink.agree();
        rig.awaitStarted();
        sink.setUp();
        rig.play();
    }

    /** Plays, agrees to M14 and connects. */
    private Socket connected() throws Exception {
        playing(UIBC);
        return new Socket(InetAddress.getLoopbackAddress(), port(sink.agree()));
    }

    private static int port(Message m14) {
        return Integer.parseInt(m14.parameter("wfd_uibc_capability").replaceAll(".*port=", ""));
    }

    private void send(Socket socket, String hex) throws Exception {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void aSinkThatHasInputIsInvitedWhenItPlays() throws Exception {
        playing(UIBC);

        Message m14 = sink.agree();

        assertThat(m14.header("Session")).isEqualTo(sink.session());
        assertThat(m14.parameter("wfd_uibc_setting")).isEqualTo("enable");
        assertThat(m14.parameter("wfd_uibc_capability"))
                .matches("input_category_list=GENERIC, HIDC;generic_cap_list=Keyboard, Mouse;"
                        + "hidc_cap_list=Keyboard/USB;port=[0-9]{4,5}");
    }

    @Test
    void aSinkWithoutInputIsLeftAlone() throws Exception {
        playing("none");

        assertThat(sink.isSilentFor(100)).isTrue();
    }

    @Test
    void nobodyIsInvitedIfNobodyAsked() throws Exception {
        host.capabilities(SourceCapabilities.builder().build());
        playing(UIBC);

        assertThat(sink.isSilentFor(100)).isTrue();
    }

    private void wants(boolean input) {
        host.capabilities(SourceCapabilities.builder().input(input).build());
        rig.context().handleMessage(new DisplayMessage.Input(input));
    }

    @Test
    void aSinkThatPlaysIsInvitedWhenTheFirstConsumerComes() throws Exception {
        host.capabilities(SourceCapabilities.builder().build());
        playing(UIBC);

        wants(true);

        Message m14 = sink.agree();
        assertThat(m14.parameter("wfd_uibc_setting")).isEqualTo("enable");
        try (Socket input = new Socket(InetAddress.getLoopbackAddress(), port(m14))) {
            input.getOutputStream().write(KEY);
            await().untilAsserted(() -> assertThat(host.inputs()).containsExactly(KEY_A));
        }
    }

    @Test
    void aSinkIsToldWhenTheLastConsumerGoesAndWhenOneComesBack() throws Exception {
        playing(UIBC);
        sink.agree();

        rig.context().handleMessage(new DisplayMessage.Input(false));
        Message disabled = sink.agree();
        wants(true);
        Message enabled = sink.agree();

        assertThat(disabled.parameter("wfd_uibc_setting")).isEqualTo("disable");
        assertThat(disabled.parameter("wfd_uibc_capability")).isNull();
        assertThat(disabled.header("Session")).isEqualTo(sink.session());
        assertThat(enabled.parameter("wfd_uibc_setting")).isEqualTo("enable");
        assertThat(enabled.parameter("wfd_uibc_capability")).isNull();
    }

    @Test
    void inputThatNobodyWantsIsNotHandedOnWhateverTheSinkSays() throws Exception {
        playing(UIBC);
        int port = port(sink.agree());
        rig.context().handleMessage(new DisplayMessage.Input(false));
        sink.agree();
        assertThat(sink.set("wfd_uibc_setting: enable\n").status()).isEqualTo(200);

        try (Socket input = new Socket(InetAddress.getLoopbackAddress(), port)) {
            input.getOutputStream().write(KEY);
            // Tells by its end that the key was read.
            send(input, "ffffffff");
            assertThat(input.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(host.inputs()).isEmpty();
    }

    @Test
    void aPauseLeadsToNoSecondInvitation() throws Exception {
        playing(UIBC);
        sink.agree();
        sink.inSession("PAUSE");
        rig.play();

        assertThat(sink.isSilentFor(100)).isTrue();
    }

    @Test
    void theHostGetsWhatAPersonDoes() throws Exception {
        try (Socket input = connected()) {
            // Half of 1920 and a quarter of 1080; in two segments.
            send(input, "0000000e 000006 01 00 03c0");
            send(input, "010e 00");
            input.getOutputStream().write(KEY);

            await().untilAsserted(() -> assertThat(host.inputs())
                    .containsExactly(
                            new InputEvent.Pointer(
                                    InputEvent.Action.DOWN, List.of(new InputEvent.Contact(0, 0.5, 0.25))),
                            KEY_A));
        }
    }

    private static InputEvent deviceKey(boolean down, int character, int usage) {
        return new InputEvent.Key(down, character, 0, usage);
    }

    @Test
    void aKeyboardWithoutDescriptorIsReadInBootLayout() throws Exception {
        try (Socket input = connected()) {
            // HIDC: a keyboard on USB, eight octets: left Shift and A, then A alone.
            send(input, "00010011 01 00 00 0008 0200040000000000");
            send(input, "00010011 01 00 00 0008 0000040000000000");

            await().untilAsserted(() -> assertThat(host.inputs())
                    .containsExactly(deviceKey(true, 0, 0xE1), deviceKey(true, 'A', 0x04), deviceKey(false, 0, 0xE1)));
        }
    }

    /** One finger: tip switch, X and Y from 0 to 100. */
    private static final String TOUCH_SCREEN =
            "050d0904a101 0922a102 0942 15002501 75019501 8102 7507 8103 0501 09300931 2564 7508 9502 8102 c0c0";

    private void describe(Socket input, String device, String descriptor) throws Exception {
        int octets = HexFormat.of().parseHex(descriptor.replace(" ", "")).length;
        send(input, String.format("0001%04x 01 %s 01 %04x", 9 + octets, device, octets) + descriptor);
    }

    @Test
    void aTouchScreenIsReadByTheDescriptorThatItSent() throws Exception {
        try (Socket input = connected()) {
            describe(input, "03", TOUCH_SCREEN);
            send(input, "0001000c 01 03 00 0003 013219");
            send(input, "0001000c 01 03 00 0003 016419");
            send(input, "0001000c 01 03 00 0003 000000");

            await().untilAsserted(() -> assertThat(host.inputs()).hasSize(4));
            assertThat(host.inputs().get(0))
                    .isInstanceOfSatisfying(
                            InputEvent.HidReport.class,
                            report -> assertThat(report.descriptor()).isTrue());
            assertThat(host.inputs().subList(1, 4))
                    .containsExactly(
                            touch(InputEvent.Action.DOWN, 0.5, 0.25),
                            touch(InputEvent.Action.MOVE, 1, 0.25),
                            touch(InputEvent.Action.UP, 1, 0.25));
        }
    }

    private static InputEvent touch(InputEvent.Action action, double x, double y) {
        return new InputEvent.Pointer(action, List.of(new InputEvent.Contact(1, x, y)));
    }

    @Test
    void aDescriptorIsKeptWhileTheSinksInputIsDisabledAndForTheNextConnection() throws Exception {
        playing(UIBC);
        int port = port(sink.agree());
        assertThat(sink.set("wfd_uibc_setting: disable\n").status()).isEqualTo(200);
        try (Socket input = new Socket(InetAddress.getLoopbackAddress(), port)) {
            describe(input, "03", TOUCH_SCREEN);
            input.shutdownOutput();
            assertThat(input.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(host.inputs()).isEmpty();
        assertThat(sink.set("wfd_uibc_setting: enable\n").status()).isEqualTo(200);

        try (Socket input = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(input, "0001000c 01 03 00 0003 013219");
            await().untilAsserted(
                            () -> assertThat(host.inputs()).containsExactly(touch(InputEvent.Action.DOWN, 0.5, 0.25)));
        }
    }

    @Test
    void aReportThatIsNotUnderstoodIsHandedOnAsItCame() throws Exception {
        try (Socket input = connected()) {
            // A touch screen that sent no descriptor; then a keyboard with one that is wrong.
            send(input, "0001000b 01 03 00 0002 0102");
            describe(input, "00", "0501c0");
            send(input, "00010011 01 00 00 0008 0000040000000000");

            await().untilAsserted(() -> assertThat(host.inputs()).hasSize(3));
            assertThat(host.inputs())
                    .extracting(InputEvent.HidReport.class::cast)
                    .extracting(report -> report.path() + " " + report.device() + " " + report.descriptor() + " "
                            + HexFormat.of().formatHex(report.octets()))
                    .containsExactly(
                            "USB MULTI_TOUCH false 0102",
                            "USB KEYBOARD true 0501c0",
                            "USB KEYBOARD false 0000040000000000");
        }
    }

    @Test
    void anInputThatCannotBeReadIsPassedOver() throws Exception {
        try (Socket input = connected()) {
            send(input, "00000008 09000100");
            input.getOutputStream().write(KEY);

            await().untilAsserted(() -> assertThat(host.inputs()).containsExactly(KEY_A));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffff", "00000000", "0000ffff"})
    void garbageEndsTheChannelAndNothingElse(String hex) throws Exception {
        try (Socket input = connected()) {
            send(input, hex);

            assertThat(input.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(sink.request("OPTIONS", "*", "").status()).isEqualTo(200);
        assertThat(host.pendingReports()).isZero();
    }

    /** Floods, until the channel has had enough, with a key that goes down again and again. */
    private void assertEndsFlood(byte[] packet, int times) throws Exception {
        try (Socket input = connected()) {
            byte[] flood = new byte[times * packet.length];
            for (int i = 0; i < flood.length; i++) {
                flood[i] = packet[i % packet.length];
            }
            input.getOutputStream().write(flood);
            try {
                assertThat(input.getInputStream().read()).isEqualTo(-1);
            } catch (java.net.SocketException e) {
                // What was not read makes the end a reset.
                assertThat(e).hasMessageContaining("reset");
            }
        }
        assertThat(sink.request("OPTIONS", "*", "").status()).isEqualTo(200);
        assertThat(host.inputs().size()).isBetween(500, 5000);
        await().untilAsserted(() -> assertThat(host.inputs()).endsWith(new InputEvent.Key(false, 'A', 0)));
    }

    @Test
    void aFloodEndsTheChannelAndNothingElse() throws Exception {
        assertEndsFlood(KEY, 6000);
    }

    @Test
    void aFloodInFewPacketsIsOne() throws Exception {
        // 500 keys each, and so only 20 packets.
        ByteBuffer packet = ByteBuffer.allocate(4 + 500 * 8).putShort((short) 0).putShort((short) (4 + 500 * 8));
        for (int i = 0; i < 500; i++) {
            packet.put(KEY, 4, 8);
        }

        assertEndsFlood(packet.array(), 20);
    }

    @Test
    void whatIsHeldDownIsLetGoWithTheConnection() throws Exception {
        try (Socket input = connected()) {
            input.getOutputStream().write(KEY);
            send(input, "0000000e 000006 01 00 03c0 010e 00");
            // A finger that has moved since.
            send(input, "0000000e 020006 01 00 01e0 010e 00");
            await().untilAsserted(() -> assertThat(host.inputs()).hasSize(3));
        }

        await().untilAsserted(() -> assertThat(
                        host.inputs().subList(3, host.inputs().size()))
                .containsExactly(
                        new InputEvent.Key(false, 'A', 0),
                        new InputEvent.Pointer(InputEvent.Action.UP, List.of(new InputEvent.Contact(0, 0.25, 0.25)))));
    }

    @Test
    void whatDevicesHoldDownIsLetGoWithTheConnection() throws Exception {
        try (Socket input = connected()) {
            // On USB a keyboard, and a mouse with its right button; a finger; and what is no device that is known.
            send(input, "00010011 01 00 00 0008 0000040000000000");
            send(input, "0001000c 01 01 00 0003 020000");
            describe(input, "03", TOUCH_SCREEN);
            send(input, "0001000c 01 03 00 0003 013219");
            send(input, "0001000b 01 04 00 0002 0102");
            await().untilAsserted(() -> assertThat(host.inputs()).hasSize(5));
        }

        await().untilAsserted(
                        () -> assertThat(host.inputs().subList(5, host.inputs().size()))
                                .containsExactlyInAnyOrder(
                                        deviceKey(false, 'a', 0x04),
                                        new InputEvent.Button(false, 2, 0.5, 0.5),
                                        touch(InputEvent.Action.UP, 0.5, 0.25)));
    }

    @Test
    void whatIsHeldDownIsLetGoWhenTheSinkDisablesItsInput() throws Exception {
        try (Socket input = connected()) {
            input.getOutputStream().write(KEY);
            await().untilAsserted(() -> assertThat(host.inputs()).hasSize(1));
            assertThat(sink.set("wfd_uibc_setting: disable\n").status()).isEqualTo(200);

            await().untilAsserted(
                            () -> assertThat(host.inputs()).containsExactly(KEY_A, new InputEvent.Key(false, 'A', 0)));
        }
    }

    @Test
    void aSecondConnectionIsClosedAtOnce() throws Exception {
        playing(UIBC);
        int port = port(sink.agree());
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port)) {
            first.getOutputStream().write(KEY);
            await().untilAsserted(() -> assertThat(host.inputs()).hasSize(1));
            try (Socket second = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
            first.getOutputStream().write(KEY);
            await().untilAsserted(() -> assertThat(host.inputs()).hasSize(2));
        }
    }

    @Test
    void aConnectionMayFollowAnother() throws Exception {
        playing(UIBC);
        int port = port(sink.agree());
        for (int i = 1; i <= 2; i++) {
            // What the one before held down was let go.
            int count = 2 * i - 1;
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(KEY);
                await().untilAsserted(() -> assertThat(host.inputs()).hasSize(count));
                socket.shutdownOutput();
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aSinkThatRefusesKeepsItsPicture() throws Exception {
        playing(UIBC);
        Message m14 = sink.expect("SET_PARAMETER");
        sink.reply(m14, "303 See Other", "wfd_uibc_capability: 415\n");

        await().untilAsserted(() -> assertThat(isClosed(port(m14))).isTrue());
        assertThat(host.pendingReports()).isZero();
        assertThat(sink.set("wfd_uibc_setting: enable\n").body()).isEqualTo("wfd_uibc_setting: 415\r\n");
    }

    private static boolean isClosed(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (java.io.IOException e) {
            return true;
        }
    }

    @Test
    void aSinkThatGetsAKeyboardLaterIsInvitedThen() throws Exception {
        playing("none");
        assertThat(sink.set("wfd_uibc_capability: " + KEYBOARD + "\n").status()).isEqualTo(200);

        Message m14 = sink.agree();

        assertThat(m14.parameter("wfd_uibc_capability")).isEqualTo(KEYBOARD.replace("port=none", "port=" + port(m14)));
        assertThat(m14.parameter("wfd_uibc_setting")).isEqualTo("enable");
        try (Socket input = new Socket(InetAddress.getLoopbackAddress(), port(m14))) {
            input.getOutputStream().write(KEY);
            await().untilAsserted(() -> assertThat(host.inputs()).containsExactly(KEY_A));
        }
    }

    @Test
    void aSinkThatGetsAKeyboardBeforeItPlaysIsInvitedWhenItPlays() throws Exception {
        rig.start();
        sink.exchangeOptions();
        sink.answerCapabilities(String.format(RawSink.CAPABILITIES, sink.rtpPort()));
        sink.agree();
        rig.awaitStarted();
        sink.setUp();
        assertThat(sink.set("wfd_uibc_capability: " + KEYBOARD + "\n").status()).isEqualTo(200);
        rig.play();

        assertThat(sink.agree().parameter("wfd_uibc_setting")).isEqualTo("enable");
    }

    @Test
    void aSinkThatHasOtherInputIsInvitedAgainAtTheSamePort() throws Exception {
        playing(UIBC);
        Message before = sink.agree();
        try (Socket input = new Socket(InetAddress.getLoopbackAddress(), port(before))) {
            sink.set("wfd_uibc_capability: " + KEYBOARD + "\n");
            Message after = sink.agree();

            assertThat(after.parameter("wfd_uibc_capability"))
                    .isEqualTo(KEYBOARD.replace("port=none", "port=" + port(before)));
            input.getOutputStream().write(KEY);
            await().untilAsserted(() -> assertThat(host.inputs()).containsExactly(KEY_A));
        }
    }

    @Test
    void aSinkThatRefusedIsInvitedAgainOnlyIfItHasOtherInput() throws Exception {
        playing(UIBC);
        sink.reply(sink.expect("SET_PARAMETER"), "406 Not Acceptable", "");
        assertThat(sink.set("wfd_uibc_capability: " + UIBC + "\n").status()).isEqualTo(200);
        assertThat(sink.isSilentFor(100)).isTrue();

        sink.set("wfd_uibc_capability: " + KEYBOARD + "\n");

        assertThat(sink.agree().parameter("wfd_uibc_setting")).isEqualTo("enable");
    }

    @Test
    void aSinkThatHasNoInputAnyMoreIsNotListenedTo() throws Exception {
        try (Socket input = connected()) {
            input.getOutputStream().write(KEY);
            await().untilAsserted(() -> assertThat(host.inputs()).containsExactly(KEY_A));

            assertThat(sink.set("wfd_uibc_capability: none\n").status()).isEqualTo(200);

            assertThat(input.getInputStream().read()).isEqualTo(-1);
            assertThat(host.inputs()).containsExactly(KEY_A, new InputEvent.Key(false, 'A', 0));
        }
        assertThat(sink.set("wfd_uibc_setting: enable\n").body()).isEqualTo("wfd_uibc_setting: 415\r\n");
    }

    @Test
    void theSinkMayDisableItsInputAndEnableItAgain() throws Exception {
        playing(UIBC);
        int port = port(sink.agree());
        assertThat(sink.set("wfd_uibc_setting: disable\n").status()).isEqualTo(200);
        try (Socket input = new Socket(InetAddress.getLoopbackAddress(), port)) {
            input.getOutputStream().write(KEY);
            // Tells by its end that the key was read.
            send(input, "ffffffff");
            assertThat(input.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(sink.set("wfd_uibc_setting: enable\n").status()).isEqualTo(200);
        try (Socket input = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(input, "0000000c 040005 00 0041 0000");

            await().untilAsserted(() -> assertThat(host.inputs()).containsExactly(new InputEvent.Key(false, 'A', 0)));
        }
    }

    @Test
    void theChannelEndsWithTheSession() throws Exception {
        try (Socket input = connected()) {
            input.getOutputStream().write(KEY);
            await().untilAsserted(() -> assertThat(host.inputs()).hasSize(1));

            rig.stop();

            assertThat(input.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(host.inputs()).as("what was held down").containsExactly(KEY_A, new InputEvent.Key(false, 'A', 0));
    }
}
