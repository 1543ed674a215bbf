// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a cast sends, on its way into a file: the MPEG transport stream as it is sent, with what later sessions of the cast send behind
 * it. Whatever happens to the file, the cast goes on. Thread-safe; no method waits for the disk.
 */
@ProviderType
public interface CastRecording {
    /** Where to, absolute. */
    Path file();

    /** How many octets are in the file; 0 until the first IDR picture has been sent. */
    long octets();

    /** How many octets are missing in it, since the disk was too slow for them. */
    long octetsLost();

    /** Ends it; {@link #ended()} tells when the file is closed. Does nothing if it has ended. */
    void stop();

    /**
     * Completes when the file is closed: after {@link #stop()}, after the time that was set, or with the cast; exceptionally, with an
     * {@link java.io.IOException} that names file and reason, if it could not be written any more. What came before is in it then.
     */
    CompletionStage<Void> ended();
}
