// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

/** A count with one writing thread and any number of readers. */
final class Counter {
    private volatile long value;

    /** Writing thread. */
    void increment() {
        set(value + 1);
    }

    /** Writing thread. */
    void add(long more) {
        set(value + more);
    }

    /** Writing thread. */
    void set(long newValue) {
        value = newValue;
    }

    /** Writing thread: keeps the larger one. */
    void atLeast(long candidate) {
        if (candidate > value) {
            set(candidate);
        }
    }

    /** Any thread. */
    long value() {
        return value;
    }
}
