// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

/**
 * One thing that was found.
 *
 * @param verdict how bad it is
 * @param what what was found, as a sentence
 * @param remedy what to do; empty if nothing
 */
public record Finding(Verdict verdict, String what, String remedy) {

    /** How bad a finding is, the best first. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** Some casts will not work, or not well. */
        WARNING,
        /** No cast will work, or one that was declared cannot, as long as nobody does something. */
        ERROR
    }

    /** As it should be. */
    public static Finding ok(String what) {
        return new Finding(Verdict.OK, what, "");
    }

    /** Some casts will not work, or not well. */
    public static Finding warning(String what, String remedy) {
        return new Finding(Verdict.WARNING, what, remedy);
    }

    /** No cast will work, or one that was declared cannot. */
    public static Finding error(String what, String remedy) {
        return new Finding(Verdict.ERROR, what, remedy);
    }
}
