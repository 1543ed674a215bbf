// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import java.nio.ByteBuffer;
import miracast.api.MiracastException;
import miracast.api.input.InputEvent;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The host's side of a context ({@code MIRACAST_CALLBACKS}): what a driver may ask and must tell. May be used on any thread, and
 * only while the context lives, unless a method says otherwise. The reporting methods never block and never throw; they take
 * primitives since they are called for every slice.
 */
@ProviderType
public interface MiracastCallbacks {

    /** {@link #nextChunk} found nothing within its time. */
    int NO_CHUNK = -1;

    /** Id of the cast, for log lines, thread names and messages. */
    String castId();

    /** What encoders, cast and user allow, as of now. A driver asks at every start of a session. */
    SourceCapabilities capabilities();

    /**
     * Tells that the session is over ({@code ReportSessionStatus}). The host stops the session and the cast decides what comes
     * next. At most once in a session's life; never from within {@link MiracastContext#startSession}, which throws instead. On
     * another thread it may come just before a successful start has returned: the driver cannot see that moment.
     *
     * @param status what kind of end
     * @param ntStatus a value of {@link miracast.api.NtStatus}
     * @param detail a sentence for the operator: what happened, on whom, with which field and value
     */
    void reportSessionStatus(MiracastStatus status, int ntStatus, String detail);

    /**
     * A processing step is complete ({@code ReportStatistic}, kind 0).
     *
     * @param chunkId a {@link ChunkId}
     * @param type the step
     * @param processingTimeUs how long it took, in µs
     * @param encodeRateKbit encoder's bit rate in kbit/s at that time, 0 where it means nothing
     */
    void chunkProcessed(long chunkId, ChunkType type, int processingTimeUs, int encodeRateKbit);

    /** The chunk is about to be sent ({@code ReportStatistic}, kind 1): called right before its last packet leaves. */
    void chunkSent(long chunkId);

    /**
     * A picture is not sent: it would come too late, since the network does not take it in time, or cannot be decoded without one that
     * would have. Those that the host itself dropped are not told. On the sending thread, must not block; does nothing by default.
     *
     * @param chunkId of its first chunk
     */
    default void pictureLeftOut(long chunkId) {}

    /** Something that statistics count has happened ({@code ReportStatistic}, kind 2). */
    void protocolEvent(ProtocolEvent event);

    /**
     * Packets and octets of RTP that have left since the last call, and datagrams that the system refused.
     *
     * @param packets RTP packets sent
     * @param octets UDP payload octets sent
     * @param refused packets that could not be sent
     */
    void packetsSent(int packets, int octets, int refused);

    /**
     * The sink has reported what it received (RTCP, RFC 3550, 6.4.2). Not every sink does.
     *
     * @param packetsLost RTP packets of this session that the sink has missed so far; late ones that it counted twice make it less
     */
    void sinkReported(long packetsLost);

    /**
     * Waits for the next chunk ({@code GetNextChunkData}). One thread only. The flyweight shows the host's memory and is valid
     * until the next call, which gives that memory back. While the session stops there is the rest of the frame that was
     * pulled last, and nothing else. Allocates nothing.
     *
     * @param chunk wrapped over the chunk when there is one
     * @param timeoutNs how long to wait, 0 for not at all
     * @return how many further chunks wait, or {@link #NO_CHUNK}
     */
    int nextChunk(EncodeChunk chunk, long timeoutNs);

    /**
     * Gives the next unit of sound, if there is one; never waits. Only on the thread that calls {@link #nextChunk}. The flyweight
     * shows the host's memory and is valid until the next call of this method, which gives that memory back. Allocates nothing.
     * Units come in the order of their times, mostly without a gap; what is too old to be sent is the driver's to drop.
     *
     * @param chunk wrapped over the unit when there is one
     * @return how many further units wait, or {@link #NO_CHUNK}
     */
    int nextAudio(EncodeChunk chunk);

    /**
     * Registers for data rates ({@code RegisterForDataRateNotifications}), given once a second on a thread of the host. Only on
     * a thread that runs start or stop of a session.
     *
     * @param listener who is told; null ends the registration
     * @throws IllegalStateException if one is registered already, or on any other thread
     */
    void registerForDataRate(DataRateListener listener);

    /**
     * Asks something of the display ({@code MiracastIoControl}). From a thread other than the starting one it waits while a
     * session starts. Does not wait for an encoder.
     *
     * @throws MiracastException if the request cannot be met, or while the session stops
     */
    void ioControl(DisplayRequest request) throws MiracastException;

    /**
     * A person did something at the display; places are shares of the mode's picture, bars included. Called only if
     * {@link SourceCapabilities#input()}; on a thread of the driver, and returns at once. When a session stops or the sink sends no
     * more, what is still held down is let go by events as well.
     */
    void input(InputEvent event);

    /**
     * The transport stream as sent, for a recording: whole packets of 188 octets in {@code packets} from {@code offset}. On the
     * driver's sending thread, right after sending; copies what it wants and never blocks. Called only if
     * {@link SourceCapabilities#recording()}.
     */
    void transportStream(ByteBuffer packets, int offset, int octets);
}
