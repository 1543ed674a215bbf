// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.List;
import java.util.Map;

/**
 * How a device's input reports are laid out (HID 1.11, 6.2.2).
 *
 * @param ids whether each report begins with an octet that is its ID
 * @param reports fields by ID; by 0 if reports have none
 */
record ReportDescriptor(boolean ids, Map<Integer, List<ReportField>> reports) {
    ReportDescriptor {
        reports = Map.copyOf(reports);
    }

    /**
     * Reads a descriptor. Output and Feature items, physical ranges, units and strings are passed over.
     *
     * @throws MalformedDescriptorException if it is wrong, or larger than devices have need of: names item, offset and value
     */
    static ReportDescriptor parse(byte[] octets) throws MalformedDescriptorException {
        return new DescriptorParser(octets).parse();
    }
}
