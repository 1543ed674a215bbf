// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * In which guest the sound thread is, and since when. Somebody else may leave it there: one atomic step decides whether the guest
 * has returned before, or the thread was left and all that it has, but for that guest, is another thread's. The sound thread's but
 * for the methods that say otherwise; allocates nothing while nobody hangs.
 */
final class Presence {
    /** Whom the thread may be in. */
    enum Guest {
        SOURCE,
        ENCODER
    }

    /**
     * Where it was left.
     *
     * @param forNs how long it had been there
     */
    record Left(Guest guest, long forNs) {
        /** What to say of the guest. */
        String reason() {
            return "did not return for " + TimeUnit.NANOSECONDS.toSeconds(forNs) + " s";
        }
    }

    /** Unwinds a thread that was left: nobody on the way has anything to do with it, so it is no exception. */
    static final class LeftBehind extends Error {
        private static final long serialVersionUID = 1;

        LeftBehind() {
            super("the guest was left behind", null, false, false);
        }
    }

    private enum Place {
        OUR_OWN,
        SOURCE,
        ENCODER,
        LEFT_BEHIND,
        NOWHERE
    }

    private final AtomicReference<Place> place = new AtomicReference<>(Place.OUR_OWN);
    private volatile long sinceNs;

    void enterSource(long nowNs) {
        enter(Place.SOURCE, nowNs);
    }

    void enterEncoder(long nowNs) {
        enter(Place.ENCODER, nowNs);
    }

    private void enter(Place guest, long nowNs) {
        sinceNs = nowNs;
        place.set(guest);
    }

    /**
     * The guest has returned, in whatever way.
     *
     * @throws LeftBehind if nobody waited for it any more: then nothing may be touched
     */
    void leave() {
        Place guest = place.get();
        if (guest == Place.LEFT_BEHIND || !place.compareAndSet(guest, Place.OUR_OWN)) {
            throw new LeftBehind();
        }
    }

    /** The thread is about to end; false if it was left behind before, and what it had is not its own any more. */
    boolean end() {
        return place.getAndSet(Place.NOWHERE) != Place.LEFT_BEHIND;
    }

    /** Any thread: whether a guest keeps it for as long as that. */
    boolean isStuck(long nowNs, long patienceNs) {
        return guest(place.get()).isPresent() && nowNs - sinceNs >= patienceNs;
    }

    /** Any thread: leaves it where it is if a guest keeps it for as long as that. */
    Optional<Left> leaveBehind(long nowNs, long patienceNs) {
        Place present = place.get();
        long forNs = nowNs - sinceNs;
        return guest(present)
                .filter(guest -> forNs >= patienceNs && place.compareAndSet(present, Place.LEFT_BEHIND))
                .map(guest -> new Left(guest, forNs));
    }

    private static Optional<Guest> guest(Place place) {
        return switch (place) {
            case SOURCE -> Optional.of(Guest.SOURCE);
            case ENCODER -> Optional.of(Guest.ENCODER);
            default -> Optional.empty();
        };
    }
}
