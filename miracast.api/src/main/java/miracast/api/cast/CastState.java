// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a cast is.
 *
 * <pre>
 *   to a device                      to whoever connects
 *       |                                     |
 *       v                                     |
 *   SEARCHING ----> LINKING ----+             |
 *       ^                       v             v
 *       |                     AWAITING_SINK &lt;-+---------------+
 *       |                          |                          |
 *       |                          v                          |
 *       |                     NEGOTIATING                     |
 *       |                          |                          |
 *       |                          v                          |
 *       |                       PLAYING &lt;----&gt; PAUSED         |
 *       |                          |                          |
 *       +--- at once, or after ----+---- of a listening cast -+
 *            BACKING_OFF
 * </pre>
 *
 * <p>From any state but the last, something that fails leads to {@link #BACKING_OFF}, and a stop to {@link #ENDED}. From {@link
 * #NEGOTIATING}, {@link #PLAYING} and {@link #PAUSED} a new try comes without a pause where the display is known to be fine: its
 * driver was exchanged, or it left a listening cast, which another display may take up. {@link #leadsTo} has all of it; a host
 * makes no other transition.
 */
public enum CastState {
    /** Looking for the device among those in reach. */
    SEARCHING,
    /** Opening the Wi-Fi Direct session. */
    LINKING,
    /** The link is up, or the cast listens; the sink has not connected yet. */
    AWAITING_SINK,
    /** RTSP runs, until the sink asked for the stream. */
    NEGOTIATING,
    /** The sink shows the picture. */
    PLAYING,
    /** The sink is connected and shows nothing new, by either side's wish. */
    PAUSED,
    /** Something failed; the next try comes after a pause. */
    BACKING_OFF,
    /** Over; nothing of it is left. */
    ENDED;

    private static final Set<CastState> BEGINNINGS = EnumSet.of(SEARCHING, AWAITING_SINK);

    /** Whether a cast in this state can be in that other one next. */
    public boolean leadsTo(CastState next) {
        if (next == this || this == ENDED) {
            return false;
        }
        if (next == ENDED || next == BACKING_OFF) {
            return true;
        }
        return switch (this) {
            case SEARCHING -> next == LINKING;
            case LINKING -> next == AWAITING_SINK;
            case AWAITING_SINK -> next == NEGOTIATING;
            case NEGOTIATING -> next == PLAYING || BEGINNINGS.contains(next);
            case PLAYING -> next == PAUSED || BEGINNINGS.contains(next);
            case PAUSED -> next == PLAYING || BEGINNINGS.contains(next);
            case BACKING_OFF -> BEGINNINGS.contains(next);
            case ENDED -> false;
        };
    }

    /** Whether the display shows what the cast sends, moving or not. */
    public boolean isShown() {
        return this == PLAYING || this == PAUSED;
    }
}
