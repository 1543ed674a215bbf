// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import miracast.api.cast.CastLogEntry;

/** What a display tells its cast, on any of its threads. Must not block. */
public interface DisplayListener {

    /** A source was opened: frames can be had. */
    void sourceOpened(SourceWish wish);

    /** A source could not be opened or has failed; it is tried again after a pause. */
    void sourceFailed(SourceWish wish, String reason);

    /** An encoder is ready. */
    void encoderReady(String name);

    /** No encoder is left for the format; the last picture stays. */
    void encoderMissing(String reason);

    /**
     * Something happened to a part, for the cast's log.
     *
     * @param part name of the encoder, or the source as the user named it
     * @param attempt failures in a row; 0 if it has not failed
     * @param pauseNs how long until the next try; 0 if none is due
     */
    void part(CastLogEntry.Kind kind, String part, String detail, int attempt, long pauseNs);

    /** The display cannot go on; it is to be stopped. */
    void displayFailed(String reason);
}
