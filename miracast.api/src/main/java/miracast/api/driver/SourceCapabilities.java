// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;

/**
 * What the encoders at hand can do and what the cast allows; the driver intersects it with the sink's offer. Immutable; made by
 * a {@link Builder}, so that it can grow.
 */
public final class SourceCapabilities {
    private final Map<H264Profile, H264Level> profiles;
    private final int maxWidth;
    private final int maxHeight;
    private final boolean slices;
    private final List<VideoMode> modes;
    private final VideoMode preferredMode;
    private final long maxBitRate;
    private final List<AudioCoding> audioCodings;
    private final boolean recording;
    private final boolean input;

    private SourceCapabilities(Builder builder) {
        profiles = Map.copyOf(builder.profiles);
        maxWidth = builder.maxWidth;
        maxHeight = builder.maxHeight;
        slices = builder.slices;
        modes = List.copyOf(builder.modes);
        preferredMode = builder.preferredMode;
        maxBitRate = builder.maxBitRate;
        audioCodings = List.copyOf(builder.audioCodings);
        recording = builder.recording;
        input = builder.input;
    }

    /** Starts with Constrained Baseline up to level 4.2, 1920 x 1080, no slices, preferred 1920x1080p30, 8 Mbit/s, LPCM. */
    public static Builder builder() {
        return new Builder();
    }

    /** Profiles that an encoder has, each with its highest level. */
    public Map<H264Profile, H264Level> profiles() {
        return profiles;
    }

    /** Widest picture that an encoder takes, in pixels. */
    public int maxWidth() {
        return maxWidth;
    }

    /** Highest picture that an encoder takes, in lines. */
    public int maxHeight() {
        return maxHeight;
    }

    /** Whether an encoder emits slices one by one. */
    public boolean slices() {
        return slices;
    }

    /** The only modes that the cast allows, best first; empty if it allows all. */
    public List<VideoMode> modes() {
        return modes;
    }

    /** The mode to come closest to without exceeding its pixel rate. */
    public VideoMode preferredMode() {
        return preferredMode;
    }

    /** Highest bit rate of the video in bit/s. */
    public long maxBitRate() {
        return maxBitRate;
    }

    /** Whether the stream has sound. */
    public boolean audio() {
        return !audioCodings.isEmpty();
    }

    /** What sound can be coded as, best first; empty if the stream has none. */
    public List<AudioCoding> audioCodings() {
        return audioCodings;
    }

    /** Whether {@link MiracastCallbacks#transportStream} wants the stream. */
    public boolean recording() {
        return recording;
    }

    /** Whether {@link MiracastCallbacks#input} wants what a person does at the display. */
    public boolean input() {
        return input;
    }

    /** The level that an encoder has for the profile; empty if it does not have the profile. */
    public Optional<H264Level> level(H264Profile profile) {
        return Optional.ofNullable(profiles.get(profile));
    }

    /** Collects the values; one thread. */
    public static final class Builder {
        private Map<H264Profile, H264Level> profiles = Map.of(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4_2);
        private int maxWidth = 1920;
        private int maxHeight = 1088;
        private boolean slices;
        private List<VideoMode> modes = List.of();
        private VideoMode preferredMode = VideoMode.progressive(1920, 1080, 30);
        private long maxBitRate = 8_000_000;
        private List<AudioCoding> audioCodings = List.of(AudioCoding.LPCM);
        private boolean recording;
        private boolean input;

        private Builder() {}

        /** Profiles with the highest level of each; at least one. */
        public Builder profiles(Map<H264Profile, H264Level> value) {
            profiles = value;
            return this;
        }

        /**
         * Largest picture that an encoder takes.
         *
         * @param width pixels, 1 or more
         * @param height lines, 1 or more
         */
        public Builder maxSize(int width, int height) {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException("maxSize " + width + "x" + height + " is less than 1x1");
            }
            maxWidth = width;
            maxHeight = height;
            return this;
        }

        /** Whether an encoder emits slices one by one; false unless said. */
        public Builder slices(boolean value) {
            slices = value;
            return this;
        }

        /** The only modes allowed, best first; empty, as it is unless said, for all. */
        public Builder modes(List<VideoMode> value) {
            modes = value;
            return this;
        }

        /** The mode to come closest to without exceeding its pixel rate. */
        public Builder preferredMode(VideoMode value) {
            preferredMode = value;
            return this;
        }

        /** Highest bit rate of the video in bit/s, 1 or more. */
        public Builder maxBitRate(long value) {
            if (value < 1) {
                throw new IllegalArgumentException("maxBitRate " + value + " bit/s is less than 1");
            }
            maxBitRate = value;
            return this;
        }

        /** Whether the stream has sound, as LPCM; true unless said. See {@link #audioCodings}. */
        public Builder audio(boolean value) {
            return audioCodings(value ? List.of(AudioCoding.LPCM) : List.of());
        }

        /** What sound can be coded as, best first; empty for none, LPCM alone unless said. */
        public Builder audioCodings(List<AudioCoding> value) {
            audioCodings = value;
            return this;
        }

        /** Whether the stream is wanted by {@link MiracastCallbacks#transportStream}; false unless said. */
        public Builder recording(boolean value) {
            recording = value;
            return this;
        }

        /** Whether what a person does at the display is wanted by {@link MiracastCallbacks#input}; false unless said. */
        public Builder input(boolean value) {
            input = value;
            return this;
        }

        /**
         * The finished value; the builder can go on.
         *
         * @throws IllegalArgumentException if there is no profile
         */
        public SourceCapabilities build() {
            if (profiles.isEmpty()) {
                throw new IllegalArgumentException("profiles are empty");
            }
            return new SourceCapabilities(this);
        }
    }
}
