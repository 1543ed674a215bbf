// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that happened to a cast: the answer to why its screen is dark, since when, and what comes next.
 *
 * @param time when it happened
 * @param kind what happened
 * @param before the state before
 * @param state the state since then; the same as before unless {@code kind} is {@link Kind#STATE}
 * @param part which part it is about: name of an encoder or a converter, a source as the user named it, name of a driver,
 *     provider or monitor; empty if it is about the cast as a whole
 * @param detail what happened and why, as a sentence
 * @param end how the session or the cast ended, with cause and codes; empty if neither has
 * @param attempt which try this belongs to, from 1. For the cast as a whole, tries since it last played for a while; for a part,
 *     its failures in a row; 0 where nothing is tried
 * @param nextTry when the next try comes; empty if none is due
 */
public record CastLogEntry(
        Instant time,
        Kind kind,
        CastState before,
        CastState state,
        String part,
        String detail,
        Optional<CastEnd> end,
        int attempt,
        Optional<Instant> nextTry) {

    public CastLogEntry {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(nextTry, "nextTry");
    }

    /** What can happen to a cast. */
    public enum Kind {
        /** It began, or is in another {@link CastState}. */
        STATE,
        /** A session is over and being closed; the state that follows is told by the next entry. */
        SESSION_OVER,
        /** An encoder was taken, in place of another one or of none. */
        ENCODER,
        /**
         * An encoder failed, and is kept out until {@link CastLogEntry#nextTry()}; or it could not be taken or let go of, since
         * another part held the display up, which is tried again then. Without {@code nextTry}: the one that is wanted is not
         * there, and another one is used instead.
         */
        ENCODER_FAILED,
        /** No encoder is left; the session ends at {@link CastLogEntry#nextTry()} unless one comes. */
        ENCODER_MISSING,
        /** A source was taken, or gives pictures again. */
        SOURCE,
        /** A source gives nothing new; its last picture stays. */
        SOURCE_STALLED,
        /** A source is not there, failed, ended, went away, or could not be taken yet; the last picture stays. */
        SOURCE_FAILED,
        /** The {@link CastRequest#fallback()} is shown, or could not be. */
        FALLBACK,
        /**
         * A converter failed or did not return, and is kept out until {@link CastLogEntry#nextTry()}; another one converts.
         */
        CONVERTER_FAILED,
        /** A source of sound is heard. */
        SOUND,
        /**
         * A source of sound or an audio encoder failed, and is kept out until {@link CastLogEntry#nextTry()}; another one is taken,
         * or there is silence. Without {@code nextTry}: the source of sound that is wanted is not there.
         */
        SOUND_FAILED,
        /** The monitor behind the display, whose name the part is, came, or went: then nobody sees the picture, which goes on. */
        MONITOR,
        /** The display changed its format while it played, or only some of the frames are made, or all of them again; with the cause. */
        FORMAT,
        /**
         * Something was changed while the cast ran, by {@link Cast#change}, {@link Cast#useEncoder}, {@link Cast#useSource} or
         * {@link Cast#useAudioSource}: the detail says what, from what to what. Of options of a source it has the names alone.
         */
        CHANGED;

        /** Whether it is about the cast as a whole, and not about one of its parts. */
        public boolean isOfCast() {
            return this == STATE || this == SESSION_OVER;
        }
    }
}
