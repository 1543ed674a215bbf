// SPDX-License-Identifier: Apache-2.0
package miracast.host.convert;

import miracast.api.frames.FrameConverter;
import miracast.api.frames.PixelFormat;
import org.osgi.service.component.annotations.Component;

/**
 * Converts in plain Java: bilinear, BT.709, on the calling thread. Always there, and several times slower than a native library,
 * therefore ranked below any other.
 */
@Component(property = "service.ranking:Integer=-2147483648")
public final class JavaFrameConverter implements FrameConverter {

    @Override
    public String name() {
        return "java";
    }

    @Override
    public Conversion open(PixelFormat format, int width, int height) {
        if (format == PixelFormat.BGRA) {
            throw new IllegalArgumentException("format BGRA is not made, only I420 and NV12");
        }
        return new JavaConversion(format, width, height);
    }
}
