// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import miracast.api.VideoMode;

/** What the display tells its driver ({@code HandleKernelModeMessage}). */
public sealed interface DisplayMessage {

    /** The display wants another mode; the driver negotiates it with the sink or ignores what the sink does not have. */
    record SetMode(VideoMode mode) implements DisplayMessage {}

    /**
     * The display goes to sleep or comes back: the driver pauses or resumes the sink.
     *
     * @param on whether it shows something
     */
    record Power(boolean on) implements DisplayMessage {}

    /**
     * The pointer moved.
     *
     * @param x in pixels of the mode, may be negative at the edge
     * @param y in pixels of the mode
     * @param visible whether it shows
     */
    record Cursor(int x, int y, boolean visible) implements DisplayMessage {}
}
