// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Locale;

/** The kinds of system that differ in how screens and cameras are captured. */
enum Desktop {
    /** X11, Video4Linux, PulseAudio. */
    UNIX("x11grab", "v4l2", "pulse"),
    /** GDI, or Desktop Duplication by a filter; DirectShow. */
    WINDOWS("gdigrab", "dshow", "dshow"),
    /** AVFoundation for all. */
    MACOS("avfoundation", "avfoundation", "avfoundation");

    private final String screenDevice;
    private final String cameraDevice;
    private final String soundDevice;

    Desktop(String screenDevice, String cameraDevice, String soundDevice) {
        this.screenDevice = screenDevice;
        this.cameraDevice = cameraDevice;
        this.soundDevice = soundDevice;
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

    /** FFmpeg's device for sound. */
    String soundDevice() {
        return soundDevice;
    }
}
