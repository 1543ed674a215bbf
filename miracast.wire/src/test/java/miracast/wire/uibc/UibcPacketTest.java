// SPDX-License-Identifier: Apache-2.0
package miracast.wire.uibc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Action;
import miracast.api.input.InputEvent.Contact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UibcPacketTest {
    private static final VideoMode MODE = VideoMode.parse("1000x500p30");

    private static List<InputEvent> read(String hex) throws MalformedInputException {
        ByteBuffer packet = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThat(UibcPacket.length(packet, 0)).isEqualTo(packet.limit());
        return UibcPacket.read(packet, MODE);
    }

    @Test
    void readsATouch() throws Exception {
        assertThat(read("0000000e 000006 01 00 0064 00c8 00"))
                .containsExactly(new InputEvent.Pointer(Action.DOWN, List.of(new Contact(0, 0.1, 0.4))));
        assertThat(read("0000000e 010006 01 07 0064 00c8 00"))
                .containsExactly(new InputEvent.Pointer(Action.UP, List.of(new Contact(7, 0.1, 0.4))));
    }

    @Test
    void readsTwoFingersThatMove() throws Exception {
        assertThat(read("00000012 02000b 02 00 0000 0000 01 03e8 01f4"))
                .containsExactly(
                        new InputEvent.Pointer(Action.MOVE, List.of(new Contact(0, 0, 0), new Contact(1, 1, 1))));
    }

    @Test
    void aPlaceBeyondThePictureIsAtItsEdge() throws Exception {
        assertThat(read("0000000e 000006 01 00 ffff ffff 00"))
                .containsExactly(new InputEvent.Pointer(Action.DOWN, List.of(new Contact(0, 1, 1))));
    }

    @Test
    void readsKeys() throws Exception {
        assertThat(read("0000000c 030005 00 0041 0000")).containsExactly(new InputEvent.Key(true, 'A', 0));
        assertThat(read("0000000c 040005 00 0041 0010")).containsExactly(new InputEvent.Key(false, 'A', 16));
    }

    @Test
    void readsZoomScrollAndRotate() throws Exception {
        assertThat(read("0000000e 050006 01f4 00fa 0180 00")).containsExactly(new InputEvent.Zoom(0.5, 0.5, 1.5));
        assertThat(read("0000000a 060002 6003 00")).containsExactly(new InputEvent.Scroll(false, true, -3));
        assertThat(read("0000000a 070002 0010 00")).containsExactly(new InputEvent.Scroll(true, false, 16));
        assertThat(read("0000000a 080002 ff80 00")).containsExactly(new InputEvent.Rotate(-0.5));
    }

    @Test
    void readsAReportOfAKeyboard() throws Exception {
        InputEvent.HidReport report = (InputEvent.HidReport)
                read("00010012 01 00 00 0008 00 00 04 00 00 00 00 00 00").get(0);

        assertThat(report.path()).isEqualTo(InputEvent.Path.USB);
        assertThat(report.device()).isEqualTo(InputEvent.Device.KEYBOARD);
        assertThat(report.descriptor()).isFalse();
        assertThat(report.octets()).containsExactly(0, 0, 4, 0, 0, 0, 0, 0);
    }

    /** lazycast sends descriptors with a time stamp. */
    @Test
    void readsADescriptorBehindATimeStamp() throws Exception {
        InputEvent.HidReport report = (InputEvent.HidReport)
                read("1001000e 1234 ff 01 01 0002 0501 00").get(0);

        assertThat(report.path()).isEqualTo(InputEvent.Path.VENDOR);
        assertThat(report.device()).isEqualTo(InputEvent.Device.MOUSE);
        assertThat(report.descriptor()).isTrue();
        assertThat(report.octets()).containsExactly(5, 1);
    }

    @Test
    void readsSeveralInputsOfOnePacket() throws Exception {
        assertThat(read("00000014 030005 00 0041 0000 040005 00 0041 0000")).hasSize(2);
    }

    /** lazycast fills its packets up to 20 octets. */
    @Test
    void passesOverPadding() throws Exception {
        assertThat(read("00000014 030005 00 0041 0000 0000000000000000")).hasSize(1);
        assertThat(read("00000004")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20000004, version 1",
        "00000003, length 3",
        "00001001, length 4097",
        "0002000400, category 2",
        "00000007090001, more than its packet has",
        "0000000809000100, type 9",
        "000000080000010b, number of pointers 11",
        "0000000800000100, number of pointers 0",
        "0000000800000101, fewer than the 6",
        "000000080300 0100, key input",
        "0000000a 060002 c003 00, unit 3",
        "00010008 05000000, HIDC input",
        "00010009 05000000 00, path 5",
        "00010009 01080000 00, device 8",
        "00010009 01000200 00, usage 2",
        "00010009 01000000 01, HIDC input"
    })
    void refusesWhatIsNoInputAndNamesTheField(String hex, String reason) {
        byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> {
                    ByteBuffer packet = ByteBuffer.wrap(octets);
                    UibcPacket.length(packet, 0);
                    UibcPacket.read(packet, MODE);
                })
                .withMessageContaining(reason);
    }

    /** Replays its corpus; with JAZZER_FUZZ=1 it looks for more. */
    @FuzzTest
    void readsAnything(byte[] octets) {
        if (octets.length < UibcPacket.HEAD) {
            return;
        }
        ByteBuffer packet = ByteBuffer.wrap(octets);
        try {
            UibcPacket.length(packet, 0);
            for (InputEvent event : UibcPacket.read(packet, MODE)) {
                if (event instanceof InputEvent.Pointer pointer) {
                    assertThat(pointer.contacts())
                            .hasSizeBetween(1, UibcPacket.MAX_POINTERS)
                            .allSatisfy(each -> assertThat(each.x()).isBetween(0.0, 1.0));
                }
            }
        } catch (MalformedInputException e) {
            assertThat(e).hasMessageMatching("[ -~]+");
        }
    }
}
