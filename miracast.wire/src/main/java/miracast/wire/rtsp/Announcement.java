// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import miracast.api.VideoMode;

/** How M4 names a mode: by its place in a table, or by its timing. */
public sealed interface Announcement permits TableMode, DisplayTiming {
    /** The mode that is named. */
    VideoMode mode();
}
