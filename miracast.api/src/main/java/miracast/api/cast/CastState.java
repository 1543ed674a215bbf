// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

/**
 * Where a cast is. It goes from {@link #SEARCHING} downwards to {@link #PLAYING}, from any state to {@link #BACKING_OFF} when
 * something failed and to {@link #ENDED} when it is stopped, and from {@link #BACKING_OFF} to the beginning again. A cast that
 * listens begins with {@link #AWAITING_SINK}.
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
    ENDED
}
