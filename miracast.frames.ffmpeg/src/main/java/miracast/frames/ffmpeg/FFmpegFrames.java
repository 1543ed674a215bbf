// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import miracast.api.Inventory;
import miracast.api.frames.FrameSource;
import org.bytedeco.javacpp.Loader;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads FFmpeg, offers it to the other components of this bundle as far as that worked, and tells which of them are there, and why
 * one is not.
 */
@Component(immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"miracast.frames.ffmpeg.NativeFFmpeg\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"miracast.frames.ffmpeg.NativeDevices\"")
public final class FFmpegFrames implements Inventory {
    private static final Logger LOG = LoggerFactory.getLogger(FFmpegFrames.class);

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final Desktop desktop = Desktop.here();
    private final Surroundings surroundings = Surroundings.here();
    private NativeFFmpeg ffmpeg;
    private NativeDevices devices;
    private String ffmpegMissing = "";
    private String devicesMissing = "";

    /** @param context of this bundle */
    @Activate
    public FFmpegFrames(BundleContext context) {
        try {
            ffmpeg = NativeFFmpeg.load(LOG.isTraceEnabled());
            registrations.add(context.registerService(NativeFFmpeg.class, ffmpeg, null));
        } catch (LinkageError e) {
            ffmpegMissing = "FFmpeg's libraries are missing; install the fragment of lib.ffmpeg for this platform ("
                    + NativeFFmpeg.reason(e) + ")";
            devicesMissing = ffmpegMissing;
            LOG.info("no frame sources: {}", ffmpegMissing);
            return;
        }
        try {
            devices = NativeDevices.load(ffmpeg);
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(NativeDevices.SCREEN, ffmpeg.has(desktop.screenDevice()));
            properties.put(NativeDevices.CAMERA, ffmpeg.has(desktop.cameraDevice()));
            properties.put(NativeDevices.SOUND, ffmpeg.has(desktop.soundDevice()));
            registrations.add(context.registerService(NativeDevices.class, devices, properties));
        } catch (LinkageError e) {
            devicesMissing = "a library of the desktop is missing"
                    + (desktop == Desktop.UNIX ? "; Debian: apt install libxcb1 libxcb-shm0 libasound2 libpulse0" : "")
                    + " (" + NativeFFmpeg.reason(e) + ")";
            LOG.info("no screens and cameras as frame sources: {}", devicesMissing);
        }
    }

    @Override
    public List<Path> nativeFolders() throws IOException {
        return List.of(Loader.getCacheDir().toPath());
    }

    @Override
    public List<Part> parts() {
        return List.of(
                library(Kind.FRAME_SOURCE, FrameSource.MEDIA, "files and streams"),
                screen(),
                camera(),
                library(Kind.AUDIO_SOURCE, FrameSource.MEDIA, "sound of files and streams"),
                sound(),
                library(Kind.FRAME_CONVERTER, SwscaleConverter.NAME, "libswscale"));
    }

    private Part library(Kind kind, String name, String detail) {
        return new Part(kind, name, ffmpeg != null, ffmpeg == null ? ffmpegMissing : detail + ", " + ffmpeg.version());
    }

    private Part screen() {
        String missing = missing(desktop.screenDevice());
        if (missing.isEmpty() && desktop == Desktop.UNIX) {
            missing = surroundings.displayMissing();
        }
        return new Part(
                Kind.FRAME_SOURCE,
                ScreenFrameSource.NAME,
                missing.isEmpty(),
                missing.isEmpty() ? surroundings.display(desktop) + ", " + desktop.screenDevice() : missing);
    }

    private Part camera() {
        String missing = missing(desktop.cameraDevice());
        List<String> cameras = missing.isEmpty() ? devices.list(desktop.cameraDevice()) : List.of();
        if (missing.isEmpty() && cameras.isEmpty() && desktop == Desktop.UNIX) {
            missing = "no camera: " + desktop.cameraDevice() + " finds no device that captures";
        }
        String found = cameras.isEmpty() ? "" : String.join(", ", cameras) + ", ";
        return new Part(
                Kind.FRAME_SOURCE,
                CameraFrameSource.NAME,
                missing.isEmpty(),
                missing.isEmpty() ? found + desktop.cameraDevice() : missing);
    }

    private Part sound() {
        String missing = missing(desktop.soundDevice());
        List<String> heard = missing.isEmpty() ? devices.list(desktop.soundDevice()) : List.of();
        if (missing.isEmpty() && heard.isEmpty() && desktop == Desktop.UNIX) {
            missing = "no PulseAudio or PipeWire answers; start one, or name its socket in PULSE_SERVER";
        }
        return new Part(
                Kind.AUDIO_SOURCE,
                SystemAudioSource.NAME,
                missing.isEmpty(),
                missing.isEmpty()
                        ? "what the system plays, " + desktop.soundDevice()
                                + (heard.isEmpty() ? "" : ": " + String.join(", ", heard))
                        : missing);
    }

    private String missing(String device) {
        if (devices == null) {
            return devicesMissing;
        }
        return ffmpeg.has(device) ? "" : "FFmpeg for this platform has no " + device;
    }

    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
        if (ffmpeg != null) {
            ffmpeg.close();
        }
    }
}
