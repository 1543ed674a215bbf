// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Locale;

/** The kinds of system that differ in how screens and cameras are captured. */
enum Desktop {
    /** X11 and Video4Linux. */
    UNIX("x11grab", "v4l2"),
    /** GDI, or Desktop Duplication by a filter; DirectShow. */
    WINDOWS("gdigrab", "dshow"),
    /** AVFoundation for both. */
    MACOS("avfoundation", "avfoundation");

    private final String screenDevice;
    private final String cameraDevice;

    Desktop(String screenDevice, String cameraDevice) {
        this.screenDevice = screenDevice;
        this.cameraDevice = cameraDevice;
    }

    /** The kind that a value of {@code os.name} means. */
    static Desktop of(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.contains("windows")) {
            return WINDOWS;
        }
        return name.contains("mac") ? MACOS : UNIX;
    }

    /** The kind of this system. */
    static Desktop here() {
        return of(System.getProperty("os.name"));
    }

    /** FFmpeg's device for screens. */
    String screenDevice() {
        return screenDevice;
    }

    /** FFmpeg's device for cameras. */
    String cameraDevice() {
        return cameraDevice;
    }
}
