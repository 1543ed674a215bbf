// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import miracast.api.cast.Cast;
import miracast.api.cast.CastState;
import miracast.api.cast.CastStatistics;
import miracast.api.sink.SinkStatistics;

/**
 * Exchanges the encoder of a cast again and again, among all that are there; a single one is exchanged for another session of its
 * own. One thread.
 */
final class EncoderSwap {
    private final Duration every;
    private final Supplier<List<String>> encoders;
    private final LongSupplier clock;
    private boolean playing;
    private long nextNs;

    /**
     * @param every time between two exchanges; null for no exchange at all
     * @param encoders names of the encoders that are there now
     * @param clock ns of {@link System#nanoTime()}
     */
    EncoderSwap(Duration every, Supplier<List<String>> encoders, LongSupplier clock) {
        this.every = every;
        this.encoders = encoders;
        this.clock = clock;
    }

    /** Exchanges the encoder if it is time to, to be called more often than that; not while nothing plays. */
    void turn(Cast cast) {
        if (every == null || cast.state() != CastState.PLAYING) {
            playing = false;
            return;
        }
        long now = clock.getAsLong();
        if (!playing) {
            playing = true;
            nextNs = now + every.toNanos();
        }
        if (now - nextNs >= 0) {
            // What was missed while this thread was held up is not made up for.
            nextNs = Math.max(nextNs + every.toNanos(), now);
            swap(cast);
        }
    }

    private void swap(Cast cast) {
        List<String> names = encoders.get();
        if (!names.isEmpty()) {
            try {
                cast.useEncoder(names.get((names.indexOf(cast.encoder()) + 1) % names.size()));
            } catch (IllegalArgumentException goneSince) {
                // The host has taken the next best already, which counts as an exchange, too.
                playing = false;
            }
        }
    }

    /** What one wants to see of it in a line; a display that is not ours cannot tell what it has lost. */
    Optional<String> line(Cast cast, Optional<SinkStatistics> shown) {
        CastStatistics sent = cast.statistics();
        return every == null
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "swaps %d  lost %d  gap %s",
                        sent.encoderSwaps(),
                        framesLost(sent, shown),
                        Figures.milliseconds(sent.longestSwapGapMs())));
    }

    /** What came of it in the end, ready to follow another sentence; frames that were lost are a {@linkplain #faults fault}. */
    String sentence(Cast cast) {
        if (every == null) {
            return "";
        }
        CastStatistics sent = cast.statistics();
        String gap = sent.encoderSwaps() == 0 ? "" : ", longest gap " + Figures.milliseconds(sent.longestSwapGapMs());
        return " " + sent.encoderSwaps() + " exchanges of the encoder" + gap + ".";
    }

    /** The same for programs; null if there is no exchange. */
    JsonObject json(Cast cast, Optional<SinkStatistics> shown) {
        if (every == null) {
            return null;
        }
        CastStatistics sent = cast.statistics();
        JsonObject json = new JsonObject();
        json.addProperty("everySeconds", every.toMillis() / 1000.0);
        json.addProperty("swaps", sent.encoderSwaps());
        json.addProperty("framesLost", framesLost(sent, shown));
        json.addProperty("longestGapMs", sent.longestSwapGapMs());
        return json;
    }

    /** What is wrong with the exchanges, in sentences; frames that the display missed otherwise are the {@link Verdict}'s. */
    List<String> faults(Cast cast, Optional<SinkStatistics> shown) {
        if (every == null) {
            return List.of();
        }
        long swaps = cast.statistics().encoderSwaps();
        long lost = framesLost(cast.statistics(), shown);
        if (swaps == 0) {
            return List.of("The encoder was never exchanged: last of all, '" + cast.encoder() + "' was in use.");
        }
        return lost == 0 ? List.of() : List.of(lost + " frames were lost over " + swaps + " exchanges of the encoder.");
    }

    /**
     * A pattern's numbers tell what was made and is missing, wherever it was lost. Without them it is what the host dropped, though
     * that counts ticks, too, at which a busy machine made no picture at all.
     */
    private static long framesLost(CastStatistics sent, Optional<SinkStatistics> shown) {
        return shown.filter(display -> display.markers() > 0)
                .map(SinkStatistics::markersMissing)
                .orElse(sent.framesDropped());
    }
}
