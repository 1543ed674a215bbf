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
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The sound of any file or stream that FFmpeg reads: in step with its pictures where these are shown, else from its beginning.
 * Takes location and options of {@link MediaFrameSource}. A file is read a second time for its sound. What sends at its own pace
 * (RTSP, RTP, RTMP, SRT, UDP, and what is called live) is read once, with its pictures; alone it is heard as it comes.
 */
@Component
@Audio(
        name = FrameSource.MEDIA,
        accompanies = {FrameSource.MEDIA})
public final class MediaAudioSource implements AudioSource {
    /** A second and a half: more than sound and pictures lie apart in a file. */
    private static final int BLOCKS = 72;
    /** Half a second of AAC: older sound would be heard too late. */
    private static final int LIVE_BLOCKS = 24;
    /** What a network may hold sound back, where it comes alone. */
    private static final long LIVE_LATENCY_NS = 100_000_000;

    private final NativeFFmpeg ffmpeg;
    private final Set<SoundFeed> open = ConcurrentHashMap.newKeySet();

    /** @param ffmpeg the libraries, there while this component is */
    @Activate
    public MediaAudioSource(@Reference NativeFFmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    @Override
    public AudioStream open(AudioRequest request) throws AudioSourceException {
        try {
            return openMedia(request);
        } catch (FrameSourceException e) {
            throw new AudioSourceException(e.getMessage(), e);
        }
    }

    private AudioStream openMedia(AudioRequest request) throws FrameSourceException {
        Location location = Location.of(request.location());
        String what = "media " + location.shown();
        Options options = new Options(what, request.options(), MediaFrameSource.OPTIONS);
        boolean loop = options.flag("loop", true);
        boolean live = options.flag("live", location.paced());
        long startNs = options.seconds("start", 0, 1e7, 0);
        long timeoutNs = options.seconds("timeout", 0.1, 3600, 10);
        if (live && request.accompanies()) {
            return listen(request);
        }
        InputSpec spec = new InputSpec(what, location.url(), "", Map.of(), options.passedOn(), live, timeoutNs);
        SoundReader.Manner manner = request.accompanies()
                ? SoundReader.Manner.FOLLOWS
                : live ? SoundReader.Manner.CAPTURES : loop ? SoundReader.Manner.LOOPS : SoundReader.Manner.ONCE;
        Interruption interruption = ffmpeg.interruptions().open();
        DecodedInput input = null;
        try {
            input = new DecodedInput(ffmpeg, spec, interruption, AVMEDIA_TYPE_AUDIO);
            long fromNs = startNs == 0 ? Timeline.NONE : Math.max(0, input.startNs()) + startNs;
            return start(request, spec, manner, fromNs, input, interruption);
        } catch (FrameSourceException | RuntimeException | Error e) {
            if (input != null) {
                input.close();
            }
            interruption.close();
            throw e;
        }
    }

    /** What is read with the pictures. */
    private AudioStream listen(AudioRequest request) {
        Playback playback = ffmpeg.playbacks().acquire(request.castId(), request.location());
        SampleQueue queue = new SampleQueue(LIVE_BLOCKS, true);
        playback.listen(queue);
        return new SoundStream(queue, playback, SoundReader.Manner.FOLLOWS, 0, () -> {
            playback.unlisten(queue);
            queue.close();
            ffmpeg.playbacks().release(request.castId(), request.location());
        });
    }

    private AudioStream start(
            AudioRequest request,
            InputSpec spec,
            SoundReader.Manner manner,
            long fromNs,
            DecodedInput input,
            Interruption interruption) {
        boolean follows = manner == SoundReader.Manner.FOLLOWS;
        Playback playback = follows ? ffmpeg.playbacks().acquire(request.castId(), request.location()) : new Playback();
        playback.open();
        boolean live = manner == SoundReader.Manner.CAPTURES;
        SampleQueue queue = new SampleQueue(live ? LIVE_BLOCKS : BLOCKS, live);
        SoundFeed feed = new SoundFeed(
                queue,
                playback,
                interruption,
                new SoundReader(ffmpeg, spec, request.castId(), manner, fromNs, playback, queue, input, interruption),
                request.castId(),
                "media-sound",
                open);
        return new SoundStream(queue, playback, manner, live ? LIVE_LATENCY_NS : 0, () -> {
            feed.close();
            if (follows) {
                ffmpeg.playbacks().release(request.castId(), request.location());
            }
        });
    }

    /** Ends the threads of streams that are still open. */
    @Deactivate
    void deactivate() {
        open.forEach(SoundFeed::close);
    }
}
