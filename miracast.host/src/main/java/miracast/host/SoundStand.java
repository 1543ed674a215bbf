// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import miracast.api.AudioCoding;
import miracast.api.MiracastException;
import miracast.api.cast.CastLogEntry;
import miracast.host.display.ChunkRing;
import miracast.host.display.SourceWish;
import miracast.host.guest.Conduct;
import miracast.host.sound.AudioWish;
import miracast.host.sound.Sound;
import miracast.host.sound.SoundListener;
import miracast.host.sound.SoundParts;
import miracast.host.thread.ControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sound of a cast: a new one for each session, on the same memory unless somebody of the one before may still write to it. On
 * the control loop but for the methods that say "any thread".
 */
final class SoundStand {
    private static final Logger LOG = LoggerFactory.getLogger(SoundStand.class);
    /** How long source or encoder may keep the sound thread, and how long the sound may take to end. */
    private static final long STUCK_NS = TimeUnit.SECONDS.toNanos(5);
    /** A third of a second of LPCM, far more than a driver lets wait. */
    private static final int RING_OCTETS = 1 << 16;

    private final HostCast cast;
    private final CastSurroundings around;
    private final Conduct conduct;
    private final Consumer<List<AudioCoding>> codingsChanged;
    private volatile Sound sound;
    private ChunkRing ring;
    /** The last sound that did not end. */
    private Sound leftBehind;

    /**
     * @param conduct how guests have behaved to the cast
     * @param codingsChanged told, on the loop, what sound can be made from now on
     */
    SoundStand(HostCast cast, CastSurroundings around, Conduct conduct, Consumer<List<AudioCoding>> codingsChanged) {
        this.cast = cast;
        this.around = around;
        this.conduct = conduct;
        this.codingsChanged = codingsChanged;
    }

    // ---- any thread

    /** What sound can be made, best first; empty if the cast has none. */
    List<AudioCoding> codings() {
        return cast.request().audio()
                ? around.settings().get().sound().codings(around.media().audioEncoders(), conduct, System.nanoTime())
                : List.of();
    }

    Optional<AudioCoding> coding() {
        Sound present = sound;
        return present == null ? Optional.empty() : present.coding();
    }

    Optional<AudioWish> heard() {
        Sound present = sound;
        return present == null ? Optional.empty() : present.heard();
    }

    void use(AudioWish wish) {
        Sound present = sound;
        if (present != null) {
            present.use(wish);
        }
    }

    void pictures(SourceWish pictures) {
        Sound present = sound;
        if (present != null) {
            present.pictures(pictures);
        }
    }

    // ---- control loop

    /**
     * The sound of a session that begins.
     *
     * @throws MiracastException if the system has no memory or no thread left for it: says which
     */
    Sound make() throws MiracastException {
        if (ring == null) {
            ring = Shortage.memory(RING_OCTETS);
        }
        HostSettings settings = around.settings().get();
        SoundParts parts = new SoundParts(
                cast.id(),
                around.media().sounds(),
                around.media().audioEncoders(),
                ring,
                cast.meter(),
                System::nanoTime,
                around.loop(),
                settings.sound(),
                conduct,
                settings.display().sourceOpenNs(),
                settings.display().encoderOpenNs());
        SourceWish pictures = cast.wantedSource();
        AudioWish audio = cast.wantedAudio();
        FromSound listener = new FromSound();
        Sound made = new Sound(parts, audio, listener);
        listener.sound = made;
        try {
            made.start();
        } catch (OutOfMemoryError e) {
            made.stop();
            throw Shortage.threads("the sound", e);
        }
        sound = made;
        // As in a display that begins: what was wished since it was looked at is told to nobody else.
        if (!cast.wantedAudio().equals(audio)) {
            made.use(cast.wantedAudio());
        }
        if (!cast.wantedSource().equals(pictures)) {
            made.pictures(cast.wantedSource());
        }
        return made;
    }

    /** A second has passed. */
    void second() {
        Sound present = sound;
        if (present != null) {
            present.leaveWhoHangs(STUCK_NS);
        }
    }

    /** Ends the sound. Completes on whatever thread when it is free, or given up. */
    CompletableFuture<Void> clear() {
        Sound last = sound;
        sound = null;
        if (last == null) {
            return CompletableFuture.completedFuture(null);
        }
        ChunkRing used = ring;
        ring = null;
        ControlLoop.Timer late = around.loop().after(STUCK_NS, () -> {
            LOG.warn("cast {}: the sound does not end; it is left behind, with its threads", cast.id());
            leftBehind = last;
            last.abandon();
        });
        return last.stop()
                .thenRunAsync(
                        () -> {
                            late.cancel();
                            keep(used, last);
                        },
                        around.loop());
    }

    /** The next sound may have the memory, unless somebody of this one may still write to it. */
    private void keep(ChunkRing used, Sound last) {
        if (ring == null && leftBehind != last && used.isIdle()) {
            ring = used;
        }
    }

    private final class FromSound implements SoundListener {
        private volatile Sound sound;

        /** What an old sound still tells concerns nobody. */
        private void tell(Runnable task) {
            around.loop().execute(() -> {
                if (sound == SoundStand.this.sound) {
                    task.run();
                }
            });
        }

        @Override
        public void codingsChanged(List<AudioCoding> codings) {
            tell(() -> codingsChanged.accept(codings));
        }

        @Override
        public void part(CastLogEntry.Kind kind, String part, String detail, int attempt, long pauseNs) {
            around.loop().execute(() -> {
                // Who keeps an old one from its end concerns the next ones.
                if (sound == SoundStand.this.sound || sound == leftBehind) {
                    cast.journal().part(kind, part, detail, attempt, pauseNs);
                }
            });
        }
    }
}
