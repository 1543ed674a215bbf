// SPDX-License-Identifier: Apache-2.0
package miracast.api.sink;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a sink session is made with. Immutable; made by a {@link Builder}, so that it can grow. */
public final class SinkRequest {
    private final String name;
    private final InetSocketAddress source;
    private final InetAddress localAddress;
    private final Map<String, String> parameters;
    private final RtpFaults faults;
    private final Path recording;
    private final boolean decode;
    private final long connectTimeoutNs;

    private SinkRequest(Builder builder) {
        name = builder.name;
        source = builder.source;
        localAddress = builder.localAddress;
        parameters = Map.copyOf(builder.parameters);
        faults = builder.faults;
        recording = builder.recording;
        decode = builder.decode;
        connectTimeoutNs = builder.connectTimeoutNs;
    }

    /**
     * @param name the sink's name, for log lines and thread names
     * @param source where the source listens for RTSP
     */
    public static Builder builder(String name, InetSocketAddress source) {
        return new Builder(name, source);
    }

    /** The sink's name, for log lines and thread names. */
    public String name() {
        return name;
    }

    /** Where the source listens for RTSP. */
    public InetSocketAddress source() {
        return source;
    }

    /** The address to connect from and to receive on; empty lets the system choose. */
    public Optional<InetAddress> localAddress() {
        return Optional.ofNullable(localAddress);
    }

    /**
     * RTSP parameters by name ({@code wfd_video_formats} and so on) that replace or join those of the sink in its reply to M3; an
     * empty value leaves the parameter out.
     */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** Harm that is done to received RTP packets. */
    public RtpFaults faults() {
        return faults;
    }

    /** Where to write the transport stream as received; empty for nowhere. */
    public Optional<Path> recording() {
        return Optional.ofNullable(recording);
    }

    /** Whether pictures are decoded; otherwise the stream is only checked. */
    public boolean decode() {
        return decode;
    }

    /** How long to try to connect, in ns. */
    public long connectTimeoutNs() {
        return connectTimeoutNs;
    }

    /** Collects the values; one thread. Starts with no faults, no recording, decoding, and 30 s to connect. */
    public static final class Builder {
        private final String name;
        private final InetSocketAddress source;
        private InetAddress localAddress;
        private Map<String, String> parameters = Map.of();
        private RtpFaults faults = RtpFaults.NONE;
        private Path recording;
        private boolean decode = true;
        private long connectTimeoutNs = 30_000_000_000L;

        private Builder(String name, InetSocketAddress source) {
            this.name = Objects.requireNonNull(name, "name");
            this.source = Objects.requireNonNull(source, "source");
        }

        /** The address to connect from and to receive on; null, as it is unless said, lets the system choose. */
        public Builder localAddress(InetAddress value) {
            localAddress = value;
            return this;
        }

        /** RTSP parameters by name that replace or join those of the sink; an empty value leaves one out. */
        public Builder parameters(Map<String, String> value) {
            parameters = value;
            return this;
        }

        /** Harm that is done to received RTP packets. */
        public Builder faults(RtpFaults value) {
            faults = value;
            return this;
        }

        /** Where to write the transport stream as received; null for nowhere. */
        public Builder recording(Path value) {
            recording = value;
            return this;
        }

        /** Whether pictures are decoded; true unless said. */
        public Builder decode(boolean value) {
            decode = value;
            return this;
        }

        /** How long to try to connect, in ns, 0 for a single try. */
        public Builder connectTimeoutNs(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("connectTimeoutNs " + value + " is negative");
            }
            connectTimeoutNs = value;
            return this;
        }

        /** The finished value; the builder can go on. */
        public SinkRequest build() {
            return new SinkRequest(this);
        }
    }
}
