// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

/** States of a dialogue, in the order in which they come. */
enum SessionState {
    /** Connected: M1 to M4 until a format is agreed. */
    OPENING,
    /** The sink has agreed to M4; the host gets ready. */
    AGREED,
    /** The sink was asked to send SETUP. */
    TRIGGERED,
    /** SETUP was answered; the sink may PLAY. */
    READY,
    PLAYING,
    PAUSED,
    /** The sink went to sleep; until it says PLAY. */
    STANDBY,
    /** Over. */
    CLOSED;

    /** Whether a stream was set up. */
    boolean isSetUp() {
        return compareTo(READY) >= 0 && this != CLOSED;
    }
}
