// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.List;
import java.util.Optional;

/** One value of a report with a usage of its own. */
record Value(ReportField field, int index) {
    /** The first value with that usage. */
    static Optional<Value> of(int usage, List<ReportField> fields) {
        for (ReportField field : fields) {
            for (int i = 0; field.isVariable() && i < field.count(); i++) {
                if (field.usages()[i] == usage) {
                    return Optional.of(new Value(field, i));
                }
            }
        }
        return Optional.empty();
    }

    long in(byte[] report) {
        return field.value(report, index);
    }

    /** Whether the report says anything of it. */
    boolean isTold(byte[] report) {
        return (field.flags() & ReportField.NULL_STATE) == 0 || field.isInRange(in(report));
    }

    /** Where it is in its logical range, 0 to 1. */
    double share(byte[] report) {
        long range = Math.max(1, field.most() - field.least());
        return Math.max(0, Math.min(1, (double) (in(report) - field.least()) / range));
    }
}
