// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.List;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;

/** What a report tells of one kind of input, and what it told last. One thread. */
interface ReportPart {
    /**
     * Adds what has changed since the last report.
     *
     * @param report its octets, the report ID included
     * @param mode whose pixels a mouse moves over
     */
    void read(byte[] report, VideoMode mode, List<InputEvent> events);

    /** Adds what lets go of all that is held down; it is forgotten with that. */
    void release(List<InputEvent> events);
}
