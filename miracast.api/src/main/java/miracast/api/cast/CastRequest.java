// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import miracast.api.VideoMode;

/** What a cast is to be. Immutable; made by a {@link Builder}, so that it can grow. */
public final class CastRequest {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    private final CastTarget target;
    private final String id;
    private final String source;
    private final Map<String, String> sourceOptions;
    private final String encoder;
    private final List<VideoMode> modes;
    private final Long bitRate;
    private final Long lowestBitRate;
    private final boolean once;
    private final boolean unattended;
    private final boolean audio;
    private final String audioSource;
    private final Path recording;
    private final Fallback fallback;
    private final Duration fallbackAfter;
    private final boolean mayStandStill;

    private CastRequest(Builder builder) {
        target = builder.target;
        id = builder.id;
        source = builder.source;
        sourceOptions = Map.copyOf(builder.sourceOptions);
        encoder = builder.encoder;
        modes = List.copyOf(builder.modes);
        bitRate = builder.bitRate;
        lowestBitRate = builder.lowestBitRate;
        once = builder.once;
        unattended = builder.unattended;
        audio = builder.audio;
        audioSource = builder.audioSource;
        recording = builder.recording;
        fallback = builder.fallback;
        fallbackAfter = builder.fallbackAfter;
        mayStandStill = builder.mayStandStill;
    }

    /**
     * Starts with the pattern, the best encoder, the best mode, the default bit rate, audio, no recording, sink after sink, and
     * the last picture where the source fails.
     */
    public static Builder to(CastTarget target) {
        return new Builder(target);
    }

    /** Starts with the values of this request, for one that differs in some of them. */
    public Builder but() {
        return new Builder(this);
    }

    /** Whom the cast is for. */
    public CastTarget target() {
        return target;
    }

    /** What {@link Cast#id()} is to be; empty if the host is to choose. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** {@code NAME}, {@code NAME:LOCATION}, or the location of a file or stream; see {@link miracast.api.frames.FrameSource}. */
    public String source() {
        return source;
    }

    /** See {@link miracast.api.frames.FrameRequest#options()}. */
    public Map<String, String> sourceOptions() {
        return sourceOptions;
    }

    /**
     * The encoder to take while it is there: its name, or a filter in the syntax of OSGi over its service properties, as
     * {@code (miracast.encoder.hardware=true)}; empty for the best ranked one.
     */
    public Optional<String> encoder() {
        return Optional.ofNullable(encoder);
    }

    /** The mode to take where the sink has it: the first of {@link #modes()}; empty for the best that the sink has. */
    public Optional<VideoMode> mode() {
        return modes.stream().findFirst();
    }

    /** The only modes that will do, the one to prefer first; empty for the best that the sink has. */
    public List<VideoMode> modes() {
        return modes;
    }

    /** Highest bit rate of the video in bit/s; empty for the host's default. */
    public OptionalLong bitRate() {
        return bitRate == null ? OptionalLong.empty() : OptionalLong.of(bitRate);
    }

    /** The bit rate of the video in bit/s that a bad link does not lower; empty for as low as it takes. */
    public OptionalLong lowestBitRate() {
        return lowestBitRate == null ? OptionalLong.empty() : OptionalLong.of(lowestBitRate);
    }

    /**
     * Whether the cast ends when its first session does, instead of waiting for the next sink. A session that {@link Cast#change}
     * begins anew is still the first.
     */
    public boolean once() {
        return once;
    }

    /**
     * Whether nobody is there who would start the cast again: it ends only by {@link Cast#stop()}. Whatever else would end it is
     * tried again with growing pauses, and a source that is not there is waited for.
     */
    public boolean unattended() {
        return unattended;
    }

    /** Whether the stream has sound where the sink takes it. */
    public boolean audio() {
        return audio;
    }

    /**
     * What is heard: {@code NAME} or {@code NAME:LOCATION} of an {@link miracast.api.audio.AudioSource}, or the location of a file
     * or stream; empty for the sound that accompanies the source, which is silence where there is none.
     */
    public Optional<String> audioSource() {
        return Optional.ofNullable(audioSource);
    }

    /** Where to write the transport stream as sent; empty for nowhere. */
    public Optional<Path> recording() {
        return Optional.ofNullable(recording);
    }

    /**
     * What to show when the source gives no pictures any more. Until {@link #fallbackAfter()} has passed, the last picture stays in
     * any case; the source's next picture ends it.
     */
    public Fallback fallback() {
        return fallback;
    }

    /** How long the source may give nothing new, or be gone, before {@link #fallback()} is shown. */
    public Duration fallbackAfter() {
        return fallbackAfter;
    }

    /** Whether a source that gives nothing new without having failed is fine: slides, a screen on which nothing moves. */
    public boolean mayStandStill() {
        return mayStandStill;
    }

    /** Collects the values; one thread. A null where the getter is optional means "none". */
    public static final class Builder {
        private final CastTarget target;
        private String id;
        private String source = "pattern";
        private Map<String, String> sourceOptions = Map.of();
        private String encoder;
        private List<VideoMode> modes = List.of();
        private Long bitRate;
        private Long lowestBitRate;
        private boolean once;
        private boolean unattended;
        private boolean audio = true;
        private String audioSource;
        private Path recording;
        private Fallback fallback = Fallback.hold();
        private Duration fallbackAfter = Duration.ofSeconds(10);
        private boolean mayStandStill;

        private Builder(CastTarget target) {
            this.target = Objects.requireNonNull(target, "target");
        }

        private Builder(CastRequest request) {
            target = request.target;
            id = request.id;
            source = request.source;
            sourceOptions = request.sourceOptions;
            encoder = request.encoder;
            modes = request.modes;
            bitRate = request.bitRate;
            lowestBitRate = request.lowestBitRate;
            once = request.once;
            unattended = request.unattended;
            audio = request.audio;
            audioSource = request.audioSource;
            recording = request.recording;
            fallback = request.fallback;
            fallbackAfter = request.fallbackAfter;
            mayStandStill = request.mayStandStill;
        }

        /**
         * What {@link Cast#id()} is to be, so that log lines, commands and events have a name that people know; null lets the host
         * choose.
         *
         * @throws IllegalArgumentException if it is not 1 to 40 letters, digits, dots, underscores and hyphens, the first one a
         *     letter or a digit
         */
        public Builder id(String value) {
            if (value != null && !ID.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "id '" + value + "' is not 1 to 40 of A-Z a-z 0-9 . _ - with a letter or a digit first");
            }
            id = value;
            return this;
        }

        /** See {@link CastRequest#source()}. */
        public Builder source(String value) {
            source = Objects.requireNonNull(value, "source");
            return this;
        }

        /** Options by name; which there are is said by the source. */
        public Builder sourceOptions(Map<String, String> value) {
            sourceOptions = Objects.requireNonNull(value, "sourceOptions");
            return this;
        }

        /** Name of the encoder, or a filter for it, see {@link CastRequest#encoder()}; null for the best ranked one. */
        public Builder encoder(String value) {
            encoder = value;
            return this;
        }

        /** The only mode that will do; null for the best that the sink has. */
        public Builder mode(VideoMode value) {
            modes = value == null ? List.of() : List.of(value);
            return this;
        }

        /** The only modes that will do, the one to prefer first; empty for the best that the sink has. */
        public Builder modes(List<VideoMode> value) {
            modes = List.copyOf(value);
            return this;
        }

        /**
         * Highest bit rate of the video.
         *
         * @param value bit/s
         * @throws IllegalArgumentException if it is not in 100 kbit/s to 200 Mbit/s
         */
        public Builder bitRate(long value) {
            bitRate = checked("bitRate", value);
            return this;
        }

        /**
         * The bit rate of the video that a bad link does not lower: frames are dropped instead.
         *
         * @param value bit/s
         * @throws IllegalArgumentException if it is not in 100 kbit/s to 200 Mbit/s
         */
        public Builder lowestBitRate(long value) {
            lowestBitRate = checked("lowestBitRate", value);
            return this;
        }

        private static long checked(String field, long value) {
            if (value < 100_000 || value > 200_000_000) {
                throw new IllegalArgumentException(field + " " + value + " bit/s is not in 100000 to 200000000");
            }
            return value;
        }

        /** The bit rate of the video in bit/s that a bad link does not lower; empty for as low as it takes. */
        public OptionalLong lowestBitRate() {
            return lowestBitRate == null ? OptionalLong.empty() : OptionalLong.of(lowestBitRate);
        }

        /** Whether the cast ends when its first session does; false unless said. */
        public Builder once(boolean value) {
            once = value;
            return this;
        }

        /** Whether the cast ends only when it is stopped, see {@link CastRequest#unattended()}; false unless said. */
        public Builder unattended(boolean value) {
            unattended = value;
            return this;
        }

        /** Whether the stream has sound where the sink takes it; true unless said. */
        public Builder audio(boolean value) {
            audio = value;
            return this;
        }

        /** See {@link CastRequest#audioSource()}; null for the sound that accompanies the source. */
        public Builder audioSource(String value) {
            audioSource = value;
            return this;
        }

        /** Where to write the transport stream as sent; null for nowhere. */
        public Builder recording(Path value) {
            recording = value;
            return this;
        }

        /** What to show when the source gives no pictures any more; the last picture unless said. */
        public Builder fallback(Fallback value) {
            fallback = Objects.requireNonNull(value, "fallback");
            return this;
        }

        /**
         * How long the source may give nothing new, or be gone, before the fallback is shown; 10 s unless said.
         *
         * @throws IllegalArgumentException if it is not in 100 ms to 1 h
         */
        public Builder fallbackAfter(Duration value) {
            if (value.compareTo(Duration.ofMillis(100)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "fallbackAfter " + value.toMillis() + " ms is not in 100 to 3600000");
            }
            fallbackAfter = value;
            return this;
        }

        /** Whether a source that gives nothing new without having failed is fine; false unless said. */
        public Builder mayStandStill(boolean value) {
            mayStandStill = value;
            return this;
        }

        /**
         * The finished request; the builder can go on.
         *
         * @throws IllegalArgumentException if the cast is to end after one session and never by itself, or its lowest bit rate is
         *     above the highest
         */
        public CastRequest build() {
            if (once && unattended) {
                throw new IllegalArgumentException("once and unattended exclude each other");
            }
            if (lowestBitRate != null && bitRate != null && lowestBitRate > bitRate) {
                throw new IllegalArgumentException(
                        "lowestBitRate " + lowestBitRate + " bit/s is above bitRate " + bitRate + " bit/s");
            }
            return new CastRequest(this);
        }
    }
}
