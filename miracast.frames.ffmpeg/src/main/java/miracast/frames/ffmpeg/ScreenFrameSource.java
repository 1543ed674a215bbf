// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.io.IOException;
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
 * The screen, as it is when the cast asks. The location is the X display ({@code :0}; none for that of {@code DISPLAY}); on Windows
 * a monitor's number, by Desktop Duplication, or nothing for the whole desktop, by GDI; on macOS a screen's number. Options:
 *
 * <ul>
 *   <li>{@code cursor}: whether the pointer shows; true unless said
 *   <li>{@code region}: a part of the screen, as {@code 1280x720+0+0}; not with monitors of Windows or macOS
 *   <li>{@code ffmpeg.NAME}: an option of FFmpeg's device
 * </ul>
 */
@Component
@Frames(name = ScreenFrameSource.NAME)
public final class ScreenFrameSource implements FrameSource {
    /** The name by which users ask for it. */
    static final String NAME = "screen";

    private static final Set<String> OPTIONS = Set.of("cursor", "region");
    private static final long TIMEOUT_NS = 10_000_000_000L;
    /** X11 and GDI give a picture when asked, and then wait as long as this rate wants: never. */
    private static final String UNPACED = "1000";

    private final NativeDevices devices;
    private final Desktop desktop;
    private final String defaultDisplay;
    private final Set<Feed> open = ConcurrentHashMap.newKeySet();

    /** @param devices the library, there while this component is */
    @Activate
    public ScreenFrameSource(@Reference(target = "(" + NativeDevices.SCREEN + "=true)") NativeDevices devices) {
        this(devices, Desktop.here(), System.getenv().getOrDefault("DISPLAY", ""));
    }

    ScreenFrameSource(NativeDevices devices, Desktop desktop, String defaultDisplay) {
        this.devices = devices;
        this.desktop = desktop;
        this.defaultDisplay = defaultDisplay;
    }

    @Override
    public FrameStream open(FrameRequest request) throws FrameSourceException {
        Options options = new Options(what(request.location()), request.options(), OPTIONS);
        if (desktop == Desktop.UNIX) {
            return openX11(request, options);
        }
        boolean paced = desktop == Desktop.WINDOWS && request.location().isEmpty();
        return CaptureStream.open(devices.ffmpeg(), request, specification(request, options), paced, null, open);
    }

    private FrameStream openX11(FrameRequest request, Options options) throws FrameSourceException {
        InputSpec spec = specification(request, options);
        Region region = Region.of(options);
        X11Pointer pointer;
        // FFmpeg would only say "Input/output error" of all that can be wrong here.
        try (X11Connection server = X11Connection.open(spec.url())) {
            if (!region.isWithin(server.screenWidth(), server.screenHeight())) {
                throw new FrameSourceException(spec.what() + ": region " + region.size() + "+" + region.x() + "+"
                        + region.y() + " is not within " + server.screenWidth() + "x" + server.screenHeight());
            }
            pointer = new X11Pointer(spec.url(), options.flag("cursor", true), region.x(), region.y());
        } catch (IOException e) {
            throw new FrameSourceException(spec.what() + ": " + e.getMessage(), e);
        }
        return CaptureStream.open(devices.ffmpeg(), request, spec, true, pointer, open);
    }

    /** What FFmpeg is to open. */
    InputSpec specification(FrameRequest request, Options options) throws FrameSourceException {
        Region region = Region.of(options);
        boolean cursor = options.flag("cursor", true);
        String rate = String.valueOf(request.mode().rate());
        Map<String, String> own = new TreeMap<>();
        String device = desktop.screenDevice();
        String url;
        if (desktop == Desktop.UNIX) {
            url = request.location().isEmpty() ? defaultDisplay : request.location();
            if (url.isEmpty()) {
                throw new FrameSourceException(NAME + ": DISPLAY is not set; name a display, as in " + NAME + "::0");
            }
            own.putAll(Map.of("framerate", UNPACED, "draw_mouse", "0"));
            part(own, region, "grab_x", "grab_y");
        } else if (desktop == Desktop.WINDOWS && request.location().isEmpty()) {
            url = "desktop";
            own.putAll(Map.of("framerate", UNPACED, "draw_mouse", cursor ? "1" : "0"));
            part(own, region, "offset_x", "offset_y");
        } else if (!region.isWhole()) {
            throw options.refused("region", options.text("region", ""), "possible with a monitor");
        } else if (desktop == Desktop.WINDOWS) {
            device = "lavfi";
            url = "ddagrab=output_idx=" + number(request.location()) + ":framerate=" + rate + ":draw_mouse="
                    + (cursor ? 1 : 0) + ",hwdownload,format=bgra";
        } else {
            url = "Capture screen " + (request.location().isEmpty() ? 0 : number(request.location())) + ":none";
            own.putAll(Map.of("framerate", rate, "capture_cursor", cursor ? "1" : "0", "pixel_format", "nv12"));
        }
        return new InputSpec(what(url), url, device, own, options.passedOn(), true, TIMEOUT_NS);
    }

    private static void part(Map<String, String> own, Region region, String x, String y) {
        if (!region.isWhole()) {
            own.put("video_size", region.size());
            own.put(x, String.valueOf(region.x()));
            own.put(y, String.valueOf(region.y()));
        }
    }

    private static int number(String location) throws FrameSourceException {
        if (!location.matches("\\d{1,2}")) {
            throw new FrameSourceException(what(location) + ": is not the number of a monitor");
        }
        return Integer.parseInt(location);
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
