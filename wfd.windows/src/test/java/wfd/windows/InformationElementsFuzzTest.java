// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Map;

/** Replays its corpus; with JAZZER_FUZZ=1 it looks for more. */
class InformationElementsFuzzTest {
    @FuzzTest
    void anyOctetsAreReadWithoutHarm(byte[] elements) {
        InformationElements.deviceInformation(elements).ifPresent(found -> {
            if (found.rtspPort() < 0 || found.rtspPort() > 0xFFFF || found.maximumThroughput() < 0)
                throw new AssertionError(found);
        });
        // What a node makes of it is checked by the device itself.
        DeviceNode.EMPTY
                .with(Map.of(
                        NodeProperty.DEVICE_ADDRESS,
                        new byte[] {2, 0, 0, 0, 0, 1},
                        NodeProperty.INFORMATION_ELEMENTS,
                        elements,
                        NodeProperty.NAME,
                        elements,
                        NodeProperty.CONTROL_PORT,
                        Arrays.copyOf(elements, 4)))
                .device()
                .orElseThrow();
    }
}
