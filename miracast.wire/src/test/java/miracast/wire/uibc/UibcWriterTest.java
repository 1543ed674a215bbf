// SPDX-License-Identifier: Apache-2.0
package miracast.wire.uibc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Action;
import miracast.api.input.InputEvent.Contact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UibcWriterTest {
    private static final VideoMode MODE = VideoMode.progressive(1920, 1080, 30);

    @Test
    void writesTheTouchOfTheProtocolText() {
        InputEvent touch = new InputEvent.Pointer(Action.DOWN, List.of(new Contact(0, 0.5, 0.25)));

        assertThat(HexFormat.of().formatHex(UibcWriter.write(touch, MODE)))
                .isEqualTo("0000000d0000060100" + "03c0010e");
    }

    /** Whatever a generator thinks of, of every kind, within what its bits can say. */
    @Test
    void everyEventIsReadAsItWasWritten() throws Exception {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 5_000; i++) {
            InputEvent event = any(random);
            ByteBuffer packet = ByteBuffer.wrap(UibcWriter.write(event, MODE));

            assertThat(UibcPacket.length(packet, 0)).isEqualTo(packet.limit());
            assertThat(UibcPacket.read(packet, MODE))
                    .singleElement()
                    .usingRecursiveComparison()
                    .isEqualTo(event);
        }
    }

    private static InputEvent any(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 ->
                new InputEvent.Pointer(
                        Action.values()[random.nextInt(3)],
                        IntStream.range(0, 1 + random.nextInt(UibcPacket.MAX_POINTERS))
                                .mapToObj(id -> new Contact(random.nextInt(256), across(random), down(random)))
                                .toList());
            case 1 -> new InputEvent.Key(random.nextBoolean(), random.nextInt(65_536), random.nextInt(65_536));
            case 2 -> new InputEvent.Zoom(across(random), down(random), random.nextInt(65_536) / 256.0);
            case 3 -> new InputEvent.Scroll(random.nextBoolean(), random.nextBoolean(), random.nextInt(-8191, 8192));
            case 4 -> new InputEvent.Rotate(random.nextInt(-32_768, 32_768) / 256.0);
            default -> report(random);
        };
    }

    private static InputEvent report(SplittableRandom random) {
        byte[] octets = new byte[random.nextInt(64)];
        random.nextBytes(octets);
        return new InputEvent.HidReport(
                InputEvent.Path.values()[random.nextInt(InputEvent.Path.values().length)],
                InputEvent.Device.values()[random.nextInt(InputEvent.Device.values().length)],
                random.nextBoolean(),
                octets);
    }

    private static double across(SplittableRandom random) {
        return random.nextInt(MODE.width() + 1) / (double) MODE.width();
    }

    private static double down(SplittableRandom random) {
        return random.nextInt(MODE.height() + 1) / (double) MODE.height();
    }

    static Stream<InputEvent> tooMuch() {
        return Stream.of(
                new InputEvent.Pointer(Action.DOWN, List.of()),
                new InputEvent.Zoom(0, 0, 256),
                new InputEvent.Zoom(0, 0, -1),
                new InputEvent.Scroll(false, true, 8192),
                new InputEvent.Rotate(128),
                new InputEvent.HidReport(
                        InputEvent.Path.USB, InputEvent.Device.MOUSE, false, new byte[UibcPacket.MAX_LENGTH]));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void whatNoPacketCanSayIsNamed(InputEvent event) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UibcWriter.write(event, MODE))
                .withMessageContaining(" is not in ");
    }

    @Test
    void whatOnlyReportsOfDevicesSayIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UibcWriter.write(new InputEvent.Button(true, 2, 0, 0), MODE))
                .withMessageContaining("button 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UibcWriter.write(new InputEvent.Key(true, 0, 0, 0x3A), MODE))
                .withMessageContaining("usage 58");
    }
}
