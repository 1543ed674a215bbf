// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.List;

/** Looks at one subject. Called on a thread of the {@link Doctor}; may take seconds and ends early when it is interrupted. */
public interface Check {
    /** What it looks at. */
    Subject subject();

    /** What it found, at least one thing. */
    List<Finding> findings() throws InterruptedException;

    /**
     * What it found, at least one thing, without doing what people notice, as switching on a camera: for those who ask again and
     * again.
     */
    default List<Finding> unnoticed() throws InterruptedException {
        return findings();
    }
}
