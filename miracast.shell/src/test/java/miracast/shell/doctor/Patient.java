// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.List;

/** Something for a doctor to find. */
public final class Patient {
    private record Complains(Subject subject, List<Finding> findings) implements Check {}

    private Patient() {}

    /** A doctor with one thing to tell. */
    public static Doctor doctor() {
        Doctor doctor = new Doctor();
        doctor.checks =
                List.of(new Complains(Subject.CLOCK, List.of(Finding.warning("It is \"late\".", "Set the clock."))));
        return doctor;
    }
}
