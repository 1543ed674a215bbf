// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import miracast.host.parts.PartListener;

/** What a display tells its cast, on any of its threads. Must not block. */
public interface DisplayListener extends PartListener {

    /** A source was opened: frames can be had. */
    void sourceOpened(SourceWish wish);

    /** A source could not be opened or has failed; it is tried again after a pause. */
    void sourceFailed(SourceWish wish, String reason);

    /** An encoder is ready. */
    void encoderReady(String name);

    /** No encoder is left for the format; the last picture stays. */
    void encoderMissing(String reason);

    /** The display cannot go on; it is to be stopped. */
    void displayFailed(String reason);
}
