// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

/**
 * How a connection ended.
 *
 * @param kind what kind of end
 * @param detail what happened, with field and value
 */
public record ConnectionEnd(Kind kind, String detail) {
    /** Kinds of an end. */
    public enum Kind {
        /** The sink closed it. */
        CLOSED,
        /** The sink's system reset it, or the network gave up. */
        RESET,
        /** The sink sent what cannot be read, or too much. */
        VIOLATED
    }
}
