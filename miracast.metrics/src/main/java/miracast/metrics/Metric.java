// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import miracast.api.cast.Cast;
import miracast.api.cast.CastState;
import miracast.api.cast.CastStatistics;

/**
 * A figure of each cast, named and counted as Prometheus wants it: in base units, which are seconds and bytes, and counters with
 * {@code _total}.
 *
 * @param name without the prefix {@value #PREFIX}
 * @param type how its values are to be read
 * @param help what it is, in a sentence
 * @param samples its values, one for each set of labels
 */
record Metric(String name, Type type, String help, List<Sample> samples) {
    static final String PREFIX = "miracast_cast_";

    private static final double MS = 1e-3;

    /** The types of Prometheus that there are here. */
    enum Type {
        /** Goes up and down. */
        GAUGE,
        /** Only grows, as long as the cast lives. */
        COUNTER,
        /** Quantiles; here without sum and count, which nobody keeps. */
        SUMMARY;

        /** As the text has it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One value.
     *
     * @param labels as they stand in the text, besides those of the cast; empty if there are none
     * @param value NaN while there is none
     */
    record Sample(String labels, ToDoubleFunction<Cast> value) {}

    /** All of them, in the order of the text. */
    static final List<Metric> ALL = List.of(
            states(),
            gauge(
                    "dark",
                    "1 while the display shows nothing of the cast.",
                    cast -> cast.darkSince().isPresent() ? 1 : 0),
            figure("frames_per_second", "Frames sent in the last second.", CastStatistics::framesPerSecond),
            figure(
                    "bytes_per_second",
                    "UDP payload sent in the last second; times 8, the bit rate.",
                    statistics -> (double) statistics.bitRate() / Byte.SIZE),
            latency(),
            counter("sessions_total", "Sessions with a sink, the present one included.", CastStatistics::sessions),
            new Metric(
                    "reconnections_total",
                    Type.COUNTER,
                    "Sessions after the first one.",
                    List.of(new Sample("", cast -> Math.max(0, cast.statistics().sessions() - 1)))),
            counter("frames_total", "Frames handed to an encoder.", CastStatistics::frames),
            counter("frames_sent_total", "Frames whose last packet left.", CastStatistics::framesSent),
            counter(
                    "frames_dropped_total",
                    "Frames dropped because the network or the driver was too slow.",
                    CastStatistics::framesDropped),
            counter(
                    "ticks_missed_total",
                    "Ticks at which no frame could be made in time.",
                    CastStatistics::ticksMissed),
            counter("idr_requests_total", "IDR pictures that the sink asked for.", CastStatistics::idrRequests),
            counter(
                    "encoder_swaps_total",
                    "Exchanges of the encoder under the running stream.",
                    CastStatistics::encoderSwaps),
            counter("packets_total", "RTP packets sent.", CastStatistics::packets),
            counter(
                    "packets_refused_total",
                    "RTP packets that the system refused to send.",
                    CastStatistics::packetsRefused),
            counter("packets_lost_total", "RTP packets that sinks reported as missing.", CastStatistics::packetsLost),
            counter("bytes_total", "UDP payload sent.", CastStatistics::octets));

    private static Metric states() {
        return new Metric(
                "state",
                Type.GAUGE,
                "1 for the state that the cast is in, 0 for the others.",
                List.of(CastState.values()).stream()
                        .map(state -> new Sample("state=\"" + state + "\"", cast -> cast.state() == state ? 1 : 0))
                        .toList());
    }

    private static Metric latency() {
        return new Metric(
                "latency_seconds",
                Type.SUMMARY,
                "Time from a frame to its last packet, over the session.",
                List.of(
                        new Sample("quantile=\"0.5\"", cast -> cast.statistics().lastPacketMedianMs() * MS),
                        new Sample(
                                "quantile=\"0.99\"", cast -> cast.statistics().lastPacket99Ms() * MS)));
    }

    private static Metric gauge(String name, String help, ToDoubleFunction<Cast> value) {
        return new Metric(name, Type.GAUGE, help, List.of(new Sample("", value)));
    }

    private static Metric figure(String name, String help, ToDoubleFunction<CastStatistics> value) {
        return gauge(name, help, cast -> value.applyAsDouble(cast.statistics()));
    }

    private static Metric counter(String name, String help, ToDoubleFunction<CastStatistics> value) {
        return new Metric(
                name, Type.COUNTER, help, List.of(new Sample("", cast -> value.applyAsDouble(cast.statistics()))));
    }
}
