// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.Frames;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * A camera's newest picture. The location is a device of Video4Linux ({@code /dev/video0}, which it is if nothing is named), the
 * name of a camera of DirectShow, or the number or name of one of AVFoundation (0 if nothing is named). Options:
 *
 * <ul>
 *   <li>{@code size}: what the camera is asked for, as {@code 1280x720}
 *   <li>{@code rate}: pictures a second that the camera is asked for
 *   <li>{@code format}: pixel format or codec that the camera is asked for, as FFmpeg calls it; only Video4Linux
 *   <li>{@code ffmpeg.NAME}: an option of FFmpeg's device
 * </ul>
 */
@Component
@Frames(name = CameraFrameSource.NAME, device = true)
public final class CameraFrameSource implements FrameSource {
    /** The name by which users ask for it. */
    static final String NAME = "camera";

    private static final Set<String> OPTIONS = Set.of("size", "rate", "format");
    private static final long TIMEOUT_NS = 10_000_000_000L;

    private final NativeDevices devices;
    private final Desktop desktop;
    private final Set<Feed> open = ConcurrentHashMap.newKeySet();

    /** @param devices the library, there while this component is */
    @Activate
    public CameraFrameSource(@Reference(target = "(" + NativeDevices.CAMERA + "=true)") NativeDevices devices) {
        this(devices, Desktop.here());
    }

    CameraFrameSource(NativeDevices devices, Desktop desktop) {
        this.devices = devices;
        this.desktop = desktop;
    }

    @Override
    public FrameStream open(FrameRequest request) throws FrameSourceException {
        Options options = new Options(what(request.location()), request.options(), OPTIONS);
        return CaptureStream.open(devices.ffmpeg(), request, specification(request, options), false, null, open);
    }

    /** What FFmpeg is to open. */
    InputSpec specification(FrameRequest request, Options options) throws FrameSourceException {
        String location = request.location();
        Map<String, String> own = new TreeMap<>();
        asked(own, options, "size", "\\d{1,5}x\\d{1,5}", "of the form 1280x720", "video_size");
        asked(own, options, "rate", "\\d{1,3}(\\.\\d+)?", "a number of pictures a second", "framerate");
        String url;
        if (desktop == Desktop.UNIX) {
            url = location.isEmpty() ? "/dev/video0" : location;
            asked(own, options, "format", "\\w{1,16}", "the name of a format, as mjpeg or yuyv422", "input_format");
        } else if (!options.text("format", "").isEmpty()) {
            throw options.refused("format", options.text("format", ""), "possible here; use ffmpeg.pixel_format");
        } else if (desktop == Desktop.WINDOWS) {
            if (location.isEmpty()) {
                throw new FrameSourceException(NAME + ": no camera is named, as in " + NAME + ":Integrated Camera");
            }
            url = "video=" + location;
        } else {
            url = (location.isEmpty() ? "0" : location) + ":none";
            // Its default, 29.97, is refused by most cameras.
            own.putIfAbsent("framerate", String.valueOf(request.mode().rate()));
        }
        return new InputSpec(what(url), url, desktop.cameraDevice(), own, options.passedOn(), true, TIMEOUT_NS);
    }

    private static void asked(
            Map<String, String> own, Options options, String name, String form, String wanted, String ffmpegName)
            throws FrameSourceException {
        String value = options.text(name, "");
        if (value.isEmpty()) {
            return;
        }
        if (!value.matches(form)) {
            throw options.refused(name, value, wanted);
        }
        own.put(ffmpegName, value);
    }

    private static String what(String location) {
        return location.isEmpty() ? NAME : NAME + " " + location;
    }

    /** Ends the threads of streams that are still open; their owners free the pictures by closing them. */
    @Deactivate
    void deactivate() {
        open.forEach(Feed::halt);
    }
}
