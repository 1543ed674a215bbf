// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

/**
 * What a session has counted; the meaning of each is that of {@link miracast.api.sink.SinkStatistics}. {@code decoded} and
 * {@code decodeErrors} are written by the decode thread, all others by the receive thread.
 */
final class StreamCounters {
    final Counter packets = new Counter();
    final Counter octets = new Counter();
    final Counter lost = new Counter();
    final Counter reordered = new Counter();
    final Counter malformed = new Counter();
    final Counter continuityErrors = new Counter();
    final Counter sectionErrors = new Counter();
    final Counter longestPcrInterval27M = new Counter();
    final Counter ptsErrors = new Counter();
    final Counter accessUnits = new Counter();
    final Counter idrPictures = new Counter();
    final Counter cutByEnd = new Counter();
    final Counter dropped = new Counter();
    final Counter longestGapNs = new Counter();
    final Counter decoded = new Counter();
    final Counter decodeErrors = new Counter();
    /** stream_type of the sound that came last; 0 before it. */
    final Counter audioType = new Counter();

    final Counter audioUnits = new Counter();
    final Counter audioErrors = new Counter();
    final Counter audioGaps = new Counter();
}
