// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import miracast.api.frames.FrameConverter;
import miracast.api.frames.PixelFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Scales and converts with FFmpeg's swscale; ranked above converters in plain Java. */
@Component(property = "service.ranking:Integer=100")
public final class SwscaleConverter implements FrameConverter {
    /** The name of the converter. */
    static final String NAME = "swscale";

    /** @param ffmpeg the libraries, there while this component is */
    @Activate
    public SwscaleConverter(@Reference NativeFFmpeg ffmpeg) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Conversion open(PixelFormat format, int width, int height) {
        return new SwscaleConversion(format, width, height);
    }
}
