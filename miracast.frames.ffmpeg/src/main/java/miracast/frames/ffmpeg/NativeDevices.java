// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avdevice.avdevice_free_list_devices;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_list_input_sources;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfo;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfoList;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.javacpp.Loader;

/**
 * FFmpeg's capture devices, loaded: a private service of this bundle. Apart from {@link NativeFFmpeg}, because this library links
 * to those of a desktop (X11, ALSA, PulseAudio), which a server may lack; files can be played there all the same. Thread-safe.
 */
final class NativeDevices {
    /** Service property: whether screens can be captured. */
    static final String SCREEN = "screen";
    /** Service property: whether cameras can be. */
    static final String CAMERA = "camera";
    /** Service property: whether what the system plays can be. */
    static final String SOUND = "sound";

    private final NativeFFmpeg ffmpeg;

    private NativeDevices(NativeFFmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Loads the library.
     *
     * @throws LinkageError if it or one that it needs is missing
     */
    static NativeDevices load(NativeFFmpeg ffmpeg) {
        Loader.load(avdevice.class);
        avdevice_register_all();
        return new NativeDevices(ffmpeg);
    }

    NativeFFmpeg ffmpeg() {
        return ffmpeg;
    }

    /** What can be captured with a device, as {@code location (description)}; empty if it cannot say. */
    List<String> list(String device) {
        List<String> found = new ArrayList<>();
        AVDeviceInfoList list = new AVDeviceInfoList(null);
        try {
            if (avdevice_list_input_sources(ffmpeg.inputFormat(device), (String) null, null, list) > 0) {
                for (int i = 0; i < list.nb_devices(); i++) {
                    AVDeviceInfo info = list.devices(i);
                    found.add(info.device_name().getString() + " ("
                            + info.device_description().getString() + ")");
                }
            }
        } finally {
            if (!list.isNull()) {
                avdevice_free_list_devices(list);
            }
        }
        return found;
    }
}
