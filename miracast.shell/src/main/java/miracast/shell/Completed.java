// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the tabulator key offers for a parameter of a command in Gogo; in Karaf the annotation {@code Completion} says the same. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@interface Completed {
    /** Whose names. */
    Offer value();
}
