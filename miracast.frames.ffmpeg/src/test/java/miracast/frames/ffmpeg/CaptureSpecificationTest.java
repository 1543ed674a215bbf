// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FFmpeg is asked for, on each system; only one of them can be tried on the machine at hand. */
class CaptureSpecificationTest {
    private static final Set<String> KNOWN = Set.of("cursor", "region", "size", "rate", "format");

    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final NativeDevices devices = NativeDevices.load(ffmpeg);

    @AfterEach
    void close() {
        ffmpeg.close();
    }

    private static FrameRequest request(String location, Map<String, String> options) {
        return new FrameRequest("test", location, VideoMode.parse("1280x720p30"), options);
    }

    private InputSpec screen(Desktop desktop, String location, Map<String, String> options)
            throws FrameSourceException {
        FrameRequest request = request(location, options);
        return new ScreenFrameSource(devices, desktop, "")
                .specification(request, new Options("screen", request.options(), KNOWN));
    }

    private InputSpec camera(Desktop desktop, String location, Map<String, String> options)
            throws FrameSourceException {
        FrameRequest request = request(location, options);
        return new CameraFrameSource(devices, desktop)
                .specification(request, new Options("camera", request.options(), KNOWN));
    }

    @ParameterizedTest
    @CsvSource({"Linux, UNIX", "FreeBSD, UNIX", "Windows 11, WINDOWS", "Mac OS X, MACOS"})
    void systemsAreToldByTheirName(String name, Desktop desktop) {
        assertThat(Desktop.of(name)).isEqualTo(desktop);
    }

    @Test
    void x11IsGrabbedWithoutThePointerAsThatIsPaintedHere() throws Exception {
        InputSpec spec = screen(Desktop.UNIX, ":7", Map.of("region", "800x600+10+20"));

        assertThat(spec.format()).isEqualTo("x11grab");
        assertThat(spec.url()).isEqualTo(":7");
        assertThat(spec.own())
                .containsEntry("draw_mouse", "0")
                .containsEntry("video_size", "800x600")
                .containsEntry("grab_x", "10")
                .containsEntry("grab_y", "20");
    }

    @Test
    void x11NeedsADisplay() {
        assertThatThrownBy(() -> screen(Desktop.UNIX, "", Map.of()))
                .hasMessage("screen: DISPLAY is not set; name a display, as in screen::0");
    }

    @Test
    void windowsGivesItsDesktopByGdi() throws Exception {
        InputSpec spec = screen(Desktop.WINDOWS, "", Map.of("cursor", "false", "region", "800x600+10+20"));

        assertThat(spec.format()).isEqualTo("gdigrab");
        assertThat(spec.url()).isEqualTo("desktop");
        assertThat(spec.own()).containsEntry("draw_mouse", "0").containsEntry("offset_x", "10");
    }

    @Test
    void windowsGivesAMonitorByDesktopDuplication() throws Exception {
        InputSpec spec = screen(Desktop.WINDOWS, "1", Map.of());

        assertThat(spec.format()).isEqualTo("lavfi");
        assertThat(spec.url()).isEqualTo("ddagrab=output_idx=1:framerate=30:draw_mouse=1,hwdownload,format=bgra");
    }

    @Test
    void aMonitorIsNamedByItsNumber() {
        assertThatThrownBy(() -> screen(Desktop.WINDOWS, "1,movie=x", Map.of()))
                .hasMessage("screen 1,movie=x: is not the number of a monitor");
        assertThatThrownBy(() -> screen(Desktop.MACOS, "main", Map.of()))
                .hasMessage("screen main: is not the number of a monitor");
        assertThatThrownBy(() -> screen(Desktop.MACOS, "1", Map.of("region", "800x600+10+20")))
                .hasMessage("screen: option region '800x600+10+20' is not possible with a monitor");
    }

    @Test
    void macosGivesAScreenByAvFoundation() throws Exception {
        InputSpec spec = screen(Desktop.MACOS, "1", Map.of());

        assertThat(spec.format()).isEqualTo("avfoundation");
        assertThat(spec.url()).isEqualTo("Capture screen 1:none");
        assertThat(spec.own()).containsEntry("capture_cursor", "1").containsEntry("framerate", "30");
    }

    @Test
    void camerasAreAskedForSizeRateAndFormat() throws Exception {
        InputSpec spec = camera(Desktop.UNIX, "", Map.of("size", "1280x720", "rate", "30", "format", "mjpeg"));

        assertThat(spec.url()).isEqualTo("/dev/video0");
        assertThat(spec.own())
                .containsOnly(
                        Map.entry("video_size", "1280x720"),
                        Map.entry("framerate", "30"),
                        Map.entry("input_format", "mjpeg"));
    }

    @Test
    void camerasOfWindowsAreNamed() throws Exception {
        assertThat(camera(Desktop.WINDOWS, "Integrated Camera", Map.of()).url()).isEqualTo("video=Integrated Camera");
        assertThatThrownBy(() -> camera(Desktop.WINDOWS, "", Map.of()))
                .hasMessage("camera: no camera is named, as in camera:Integrated Camera");
    }

    @Test
    void camerasOfMacosNeedARate() throws Exception {
        InputSpec spec = camera(Desktop.MACOS, "", Map.of());

        assertThat(spec.url()).isEqualTo("0:none");
        assertThat(spec.own()).containsOnly(Map.entry("framerate", "30"));
    }

    @Test
    void whatACameraCannotBeAskedForIsRefused() {
        assertThatThrownBy(() -> camera(Desktop.UNIX, "", Map.of("size", "big")))
                .hasMessage("camera: option size 'big' is not of the form 1280x720");
        assertThatThrownBy(() -> camera(Desktop.MACOS, "", Map.of("format", "mjpeg")))
                .hasMessage("camera: option format 'mjpeg' is not possible here; use ffmpeg.pixel_format");
    }

    @Test
    void aCameraThatIsNotThereIsNamed() {
        CameraFrameSource source = new CameraFrameSource(devices, Desktop.UNIX);

        assertThatThrownBy(() -> source.open(request("/dev/video4711", Map.of())))
                .isInstanceOf(FrameSourceException.class)
                .hasMessage("camera /dev/video4711: No such file or directory");
    }
}
