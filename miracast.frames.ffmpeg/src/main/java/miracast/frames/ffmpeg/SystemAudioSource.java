// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import miracast.api.audio.Audio;
import miracast.api.audio.AudioRequest;
import miracast.api.audio.AudioSource;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import miracast.api.frames.FrameSourceException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * What the system plays. The location is a source of PulseAudio or PipeWire, as {@code pactl list short sources} shows it; the
 * monitor of the default output if there is none. Windows and macOS let FFmpeg hear only what records: the location is such a
 * device (DirectShow's or AVFoundation's name), for example "Stereo Mix". Takes only options {@code ffmpeg.NAME}.
 */
@Component
@Audio(
        name = SystemAudioSource.NAME,
        accompanies = {ScreenFrameSource.NAME})
public final class SystemAudioSource implements AudioSource {
    /** The name by which users ask for it. */
    static final String NAME = "system";
    /** What PulseAudio's client library makes the monitor of the default output of. */
    static final String DEFAULT_MONITOR = "@DEFAULT_MONITOR@";

    private static final long TIMEOUT_NS = 10_000_000_000L;
    /** Octets that PulseAudio hands over at a time: 10 ms. */
    private static final String FRAGMENT = "1920";
    /** Two fragments, and room for a late thread. */
    private static final long LATENCY_NS = 30_000_000;

    private static final int BLOCKS = 16;

    private final NativeDevices devices;
    private final Desktop desktop;
    private final Set<SoundFeed> open = ConcurrentHashMap.newKeySet();

    /** @param devices the library, there while this component is */
    @Activate
    public SystemAudioSource(@Reference(target = "(" + NativeDevices.SOUND + "=true)") NativeDevices devices) {
        this(devices, Desktop.here());
    }

    SystemAudioSource(NativeDevices devices, Desktop desktop) {
        this.devices = devices;
        this.desktop = desktop;
    }

    @Override
    public AudioStream open(AudioRequest request) throws AudioSourceException {
        // What accompanies a screen is given the screen's location and options.
        String location = request.accompanies() ? "" : request.location();
        Map<String, String> options = request.accompanies() ? Map.of() : request.options();
        try {
            return openDevice(request.castId(), specification(location, options));
        } catch (FrameSourceException e) {
            throw new AudioSourceException(e.getMessage(), e);
        }
    }

    private AudioStream openDevice(String castId, InputSpec spec) throws FrameSourceException {
        Interruption interruption = devices.ffmpeg().interruptions().open();
        DecodedInput input = null;
        try {
            input = open(spec, interruption);
            return start(castId, spec, input, interruption);
        } catch (FrameSourceException | RuntimeException | Error e) {
            if (input != null) {
                input.close();
            }
            interruption.close();
            throw e;
        }
    }

    private DecodedInput open(InputSpec spec, Interruption interruption) throws FrameSourceException {
        try {
            return new DecodedInput(devices.ffmpeg(), spec, interruption, AVMEDIA_TYPE_AUDIO);
        } catch (FrameSourceException e) {
            throw new FrameSourceException(spec.what() + ": " + missing(spec) + " (" + e.getMessage() + ")", e);
        }
    }

    /** Why a device does not open, most probably, and what to do. */
    String missing(InputSpec spec) {
        return switch (desktop) {
            // FFmpeg takes the server's error numbers for the system's, and so its own text may mislead.
            case UNIX -> "no PulseAudio or PipeWire answers, or it has no source " + spec.url();
            case WINDOWS ->
                "DirectShow has no such device that records; to hear what Windows plays, enable Stereo Mix among"
                        + " its recording devices, or install a virtual one, such as virtual-audio-capturer";
            default ->
                "AVFoundation has no such device that records; to hear what macOS plays, install a virtual one, such"
                        + " as BlackHole";
        };
    }

    /** What FFmpeg is to open. */
    InputSpec specification(String location, Map<String, String> options) throws FrameSourceException {
        String what = location.isEmpty() ? NAME : NAME + " " + location;
        Map<String, String> passed = new Options(what, options, Set.of()).passedOn();
        if (desktop == Desktop.UNIX) {
            String url = location.isEmpty() ? DEFAULT_MONITOR : location;
            return new InputSpec(
                    what, url, desktop.soundDevice(), Map.of("fragment_size", FRAGMENT), passed, true, TIMEOUT_NS);
        }
        if (location.isEmpty()) {
            throw new FrameSourceException(NAME + ": name a device that records what the system plays, as in " + NAME
                    + ":Stereo Mix; FFmpeg has no way to hear the output itself here");
        }
        String url = (desktop == Desktop.WINDOWS ? "audio=" : ":") + location;
        return new InputSpec(what, url, desktop.soundDevice(), Map.of(), passed, true, TIMEOUT_NS);
    }

    private AudioStream start(String castId, InputSpec spec, DecodedInput input, Interruption interruption) {
        Playback playback = new Playback();
        SampleQueue queue = new SampleQueue(BLOCKS, true);
        SoundReader reader = new SoundReader(
                devices.ffmpeg(),
                spec,
                castId,
                SoundReader.Manner.CAPTURES,
                Timeline.NONE,
                playback,
                queue,
                input,
                interruption);
        SoundFeed feed = new SoundFeed(queue, playback, interruption, reader, castId, "system-sound", open);
        return new SoundStream(queue, playback, SoundReader.Manner.CAPTURES, LATENCY_NS, feed::close);
    }

    /** Ends the threads of streams that are still open. */
    @Deactivate
    void deactivate() {
        open.forEach(SoundFeed::close);
    }
}
