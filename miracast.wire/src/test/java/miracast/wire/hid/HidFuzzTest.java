// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Device;
import miracast.api.input.InputEvent.Path;
import org.junit.jupiter.api.Test;

/** Replays its corpus; with JAZZER_FUZZ=1 it looks for more. */
class HidFuzzTest {
    private static final VideoMode MODE = VideoMode.parse("1000x500p30");

    /** @param octets device, length of the descriptor, descriptor, then reports with a length before each */
    @FuzzTest
    void devices(byte[] octets) {
        if (octets.length < 2) {
            return;
        }
        int at = Math.min(octets.length, 2 + (octets[1] & 0xFF));
        byte[] descriptor = Arrays.copyOfRange(octets, 2, at);
        List<byte[]> reports = new ArrayList<>();
        while (at < octets.length) {
            int end = Math.min(octets.length, at + 1 + (octets[at] & 0x3F));
            reports.add(Arrays.copyOfRange(octets, at + 1, end));
            at = end;
        }
        check(Device.values()[octets[0] & 7], descriptor, reports);
    }

    /** Random octets seldom come past the first item: these come from descriptors that are right. */
    @Test
    void whateverBecomesOfARealDescriptorIsReadOrRefused() {
        SplittableRandom random = new SplittableRandom(11);
        List<byte[]> real = List.of(
                Descriptors.BOOT_KEYBOARD, Descriptors.BOOT_MOUSE, Descriptors.WHEEL_MOUSE, Descriptors.TOUCH_SCREEN);
        for (int i = 0; i < 5_000; i++) {
            byte[] descriptor = real.get(random.nextInt(real.size())).clone();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                descriptor[random.nextInt(descriptor.length)] = (byte) random.nextInt(256);
            }
            List<byte[]> reports = new ArrayList<>();
            for (int j = 0; j < 5; j++) {
                byte[] report = new byte[random.nextInt(40)];
                random.nextBytes(report);
                if (report.length > 0) {
                    report[0] = (byte) random.nextInt(4);
                }
                reports.add(report);
            }
            check(Device.values()[random.nextInt(Device.values().length)], descriptor, reports);
        }
    }

    private static void check(Device device, byte[] descriptor, List<byte[]> reports) {
        List<InputEvent> events = new ArrayList<>();
        HidDevices devices = new HidDevices(trouble -> assertThat(trouble).matches("[ -~]+ at octet [ -~]+"));
        events.addAll(devices.read(new InputEvent.HidReport(Path.USB, device, true, descriptor), MODE));
        for (byte[] report : reports) {
            events.addAll(devices.read(new InputEvent.HidReport(Path.USB, device, false, report), MODE));
        }
        events.addAll(devices.releases());

        assertThat(devices.releases()).isEmpty();
        int balance = 0;
        for (InputEvent event : events) {
            if (event instanceof InputEvent.Pointer pointer) {
                assertThat(pointer.contacts())
                        .hasSizeBetween(1, 10)
                        .allMatch(contact -> contact.x() >= 0 && contact.x() <= 1 && contact.y() >= 0)
                        .allMatch(contact -> contact.y() <= 1 && contact.id() >= 0 && contact.id() <= 255);
                balance += switch (pointer.action()) {
                    case DOWN -> pointer.contacts().size();
                    case UP -> -pointer.contacts().size();
                    case MOVE -> 0;
                };
            } else if (event instanceof InputEvent.Key key) {
                assertThat(key.usage()).isBetween(4, 255);
                balance += key.down() ? 1 : -1;
            } else if (event instanceof InputEvent.Button button) {
                assertThat(button.number()).isBetween(2, 8);
                balance += button.down() ? 1 : -1;
            }
        }
        // What went down went up.
        assertThat(balance).isZero();
    }
}
