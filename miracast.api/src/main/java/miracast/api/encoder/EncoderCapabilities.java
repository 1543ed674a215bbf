// SPDX-License-Identifier: Apache-2.0
package miracast.api.encoder;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.frames.PixelFormat;

/** What an encoder can do. Immutable; made by a {@link Builder}, so that it can grow. */
public final class EncoderCapabilities {
    private final Map<H264Profile, H264Level> profiles;
    private final int maxWidth;
    private final int maxHeight;
    private final boolean slices;
    private final Set<PixelFormat> pixelFormats;

    private EncoderCapabilities(Builder builder) {
        profiles = Map.copyOf(builder.profiles);
        maxWidth = builder.maxWidth;
        maxHeight = builder.maxHeight;
        slices = builder.slices;
        pixelFormats = Set.copyOf(builder.pixelFormats);
    }

    /** Starts with Constrained Baseline up to level 5.2, 4096 x 2304, one slice per picture, I420. */
    public static Builder builder() {
        return new Builder();
    }

    /** Profiles, each with its highest level. */
    public Map<H264Profile, H264Level> profiles() {
        return profiles;
    }

    /** Widest picture in pixels. */
    public int maxWidth() {
        return maxWidth;
    }

    /** Highest picture in lines. */
    public int maxHeight() {
        return maxHeight;
    }

    /** Whether several slices per picture can be made, each committed as soon as it is ready. */
    public boolean slices() {
        return slices;
    }

    /** Pixel formats that are taken without conversion. */
    public Set<PixelFormat> pixelFormats() {
        return pixelFormats;
    }

    /** Why a format is beyond this encoder, as a sentence; empty if it is not. */
    public Optional<String> refusal(VideoFormat format) {
        H264Level level = profiles.get(format.profile());
        if (level == null) {
            return Optional.of("profile " + format.profile() + " is not among " + profiles.keySet());
        }
        if (format.level().compareTo(level) > 0) {
            return Optional.of("level " + format.level() + " is above " + level);
        }
        if (format.mode().width() > maxWidth || format.mode().height() > maxHeight) {
            return Optional.of("mode " + format.mode() + " is larger than " + maxWidth + "x" + maxHeight);
        }
        if (format.mode().interlaced()) {
            return Optional.of("mode " + format.mode() + " is interlaced");
        }
        return Optional.empty();
    }

    /** Collects the values; one thread. */
    public static final class Builder {
        private Map<H264Profile, H264Level> profiles = Map.of(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_5_2);
        private int maxWidth = 4096;
        private int maxHeight = 2304;
        private boolean slices;
        private Set<PixelFormat> pixelFormats = Set.of(PixelFormat.I420);

        private Builder() {}

        /** Profiles with the highest level of each; at least one. */
        public Builder profiles(Map<H264Profile, H264Level> value) {
            profiles = value;
            return this;
        }

        /**
         * Largest picture that is taken.
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

        /** Whether several slices per picture can be made, each committed as soon as it is ready. */
        public Builder slices(boolean value) {
            slices = value;
            return this;
        }

        /** Pixel formats that are taken without conversion: I420, NV12 or both. */
        public Builder pixelFormats(Set<PixelFormat> value) {
            pixelFormats = value;
            return this;
        }

        /**
         * The finished value; the builder can go on.
         *
         * @throws IllegalArgumentException if there is no profile or no pixel format
         */
        public EncoderCapabilities build() {
            if (profiles.isEmpty()) {
                throw new IllegalArgumentException("profiles are empty");
            }
            if (pixelFormats.isEmpty()) {
                throw new IllegalArgumentException("pixelFormats are empty");
            }
            return new EncoderCapabilities(this);
        }
    }
}
