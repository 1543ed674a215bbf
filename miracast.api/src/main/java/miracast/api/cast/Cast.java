// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import miracast.api.AudioCoding;
import miracast.api.VideoFormat;
import org.osgi.annotation.versioning.ProviderType;

/** One source of frames on its way to one display. Thread-safe; no method waits for the network. */
@ProviderType
public interface Cast {
    /** How many entries a log has at most. */
    int LOG_LENGTH = 50;

    /**
     * Under this key log lines of a cast have its {@link #id()} in the MDC of SLF4J. The host's and the driver's threads of a cast
     * have it from their start; a source or an encoder that has threads of its own puts it there.
     */
    String LOG_KEY = "cast";

    /** Short, unique among the casts of this service, in every log line and thread name of the cast. */
    String id();

    /**
     * What the cast was started with or {@linkplain #change changed} to; what {@link #useEncoder} and {@link #useSource} did does
     * not show in it.
     */
    CastRequest request();

    /** Where the cast is now. */
    CastState state();

    /**
     * What the cast is doing, or why it is not playing, as a sentence; while it waits for a display, also what that would have to wait
     * for.
     */
    String detail();

    /** Who shows the picture: name or address of the connected display; empty while there is none. */
    Optional<String> peer();

    /** The monitor of the connected display; empty while there is no session, or nothing is plugged into the display. */
    Optional<Monitor> monitor();

    /**
     * Where the host listens for the display of this cast, with the port that the system chose: all the time for a cast that listens,
     * as long as there is a link for one to a device. Empty while it does not listen.
     */
    Optional<java.net.InetSocketAddress> listening();

    /**
     * The Wi-Fi Direct session that the cast holds, from the moment that its opening has begun: nobody else gets one to that device
     * then. Empty while it holds none, and always for a cast that listens.
     */
    Optional<CastLink> link();

    /** The format of the running session; empty while there is none. */
    Optional<VideoFormat> format();

    /**
     * Why the running session has this format and no better one: a sentence each, the choice itself first; empty while there is
     * no session, or if the driver does not tell.
     */
    List<String> formatReasons();

    /** Name of the encoder in use, or of the one that would be. */
    String encoder();

    /** The source in use, or the one that is waited for while none is, as requested. */
    String source();

    /** What is heard, as {@link CastRequest#audioSource()} has it; empty for silence, or if the sink or the cast has no sound. */
    Optional<String> audioSource();

    /** How sound is coded; empty if the sink or the cast has none. */
    Optional<AudioCoding> audioCoding();

    /** What the cast did until now. */
    CastStatistics statistics();

    /**
     * What happened last, oldest first: at most {@value #LOG_LENGTH} entries, of which at most half are about parts, so that many
     * exchanges do not push out why the display is dark, and of those the last of each kind. A snapshot: it does not change.
     */
    List<CastLogEntry> log();

    /** Since when the display shows nothing of this cast; empty while it does. */
    Optional<Instant> darkSince();

    /** Asks the sink to pause; does nothing unless playing. Of quick calls of this and {@link #resume} the last one counts. */
    void pause();

    /**
     * Lets the display go dark, where it knows how to; any other one is paused. {@link #resume} wakes it. Does nothing unless
     * playing.
     */
    void standby();

    /** Asks the sink to go on; does nothing unless paused. */
    void resume();

    /**
     * Takes another encoder from the next frame on. The one in use is exchanged for another session of its own, and stays if it
     * has none to give.
     *
     * @param name null for the best ranked one
     * @throws IllegalArgumentException if there is none of that name, or none at all for null: the message lists those that are
     */
    void useEncoder(String name);

    /**
     * Takes another source from the next frame on.
     *
     * @param source see {@link CastRequest#source()}
     * @throws IllegalArgumentException if there is none of that name: the message lists those that are
     */
    void useSource(String source);

    /**
     * Takes another source of sound as soon as it is open; there is silence in between. A cast without sound has none later
     * either.
     *
     * @param source see {@link CastRequest#audioSource()}; null for the sound that accompanies the pictures
     * @throws IllegalArgumentException if there is none of that name: the message lists those that are
     */
    void useAudioSource(String source);

    /**
     * Makes the cast what the request says, with the least disturbance that the difference to {@link #request()} allows: another
     * encoder, source or source of sound is exchanged while it plays, and bit rates hold from the next frame on. Of
     * another choice of modes the display gets the best that it has, also while it plays, and goes on with an IDR picture. A new
     * session begins only if it has none of them or does not take it while it plays, and if sound is switched on or off.
     * What is the same in both requests stays as it is, even if {@link #useEncoder}, {@link #useSource} or
     * {@link #useAudioSource} has changed it.
     *
     * @throws IllegalArgumentException if the request has another target, recording or id, or names a source or encoder that
     *     is not there, which an {@linkplain CastRequest#unattended() unattended} cast waits for instead; then nothing has changed
     */
    void change(CastRequest request);

    /**
     * Records what is sent, from the next IDR picture on, for which the encoder is asked. A stream that is encrypted is recorded
     * encrypted. Opens the file, which may take as long as the disk does.
     *
     * @param file written anew, whatever was in it
     * @param longest ends the recording by itself after that time; null for as long as the cast runs
     * @throws java.io.IOException if the file cannot be written, or there is no memory for the recording: names it
     * @throws IllegalStateException if the cast is recorded already, which names the file, or is over
     */
    CastRecording record(Path file, Duration longest) throws java.io.IOException;

    /** The recording that was begun last, by {@link #record} or {@link CastRequest#recording()}; it may have ended. */
    Optional<CastRecording> recording();

    /** Ends the cast, with a TEARDOWN if a sink is connected. Returns at once; {@link #ended()} tells when all is done. */
    void stop();

    /**
     * Completes, never exceptionally, when the cast is over and all its resources are free. Dependent actions run on a thread of
     * the host and must not block.
     */
    CompletionStage<CastEnd> ended();
}
