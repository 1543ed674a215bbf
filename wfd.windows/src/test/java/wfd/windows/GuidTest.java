// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class GuidTest {
    private static final String TEXT = "fedcba98-7654-3210-89ab-cdef01234567";

    @Test
    void threeNumbersStandInTheMachinesOrderAndTheRestAsWritten() {
        GUID guid = GUID.of(TEXT);
        guid.write();

        assertThat(guid.getPointer().getByteArray(0, 16))
                .containsExactly(
                        0x98, 0xba, 0xdc, 0xfe, 0x54, 0x76, 0x10, 0x32, 0x89, 0xab, 0xcd, 0xef, 0x01, 0x23, 0x45, 0x67);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(GUID.of(TEXT).toUuid()).isEqualTo(UUID.fromString(TEXT));
    }

    @Test
    void eachPropertyIsFoundByItsKey() {
        for (NodeProperty property : NodeProperty.values()) {
            DevQuery.DEVPROPKEY key = new DevQuery.DEVPROPKEY();
            property.put(key);

            assertThat(NodeProperty.of(key)).isEqualTo(property);
        }
        DevQuery.DEVPROPKEY unknown = new DevQuery.DEVPROPKEY();
        unknown.fmtid = GUID.of(TEXT);
        unknown.pid = 1;
        assertThat(NodeProperty.of(unknown)).isNull();
    }
}
