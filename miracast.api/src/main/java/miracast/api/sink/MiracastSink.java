// SPDX-License-Identifier: Apache-2.0
package miracast.api.sink;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Makes sink sessions. Any thread. */
@ProviderType
public interface MiracastSink {

    /**
     * Connects to a source, and returns at once; the session goes on by itself on threads of the sink. While the source does not
     * listen, the connection is tried again until {@link SinkRequest#connectTimeoutNs()} has passed. What fails is told by
     * {@link SinkSession#closed()}.
     *
     * @throws IllegalArgumentException if a value of the request cannot be used: names it
     */
    SinkSession connect(SinkRequest request);

    /** The sessions that have not ended, oldest first, whoever made them. */
    List<SinkSession> sessions();
}
