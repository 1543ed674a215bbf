// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.Frames;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Any file or stream that FFmpeg reads, in real time, in the size of the mode. The location is a file (relative to the working
 * directory) or a URL. At its end a file begins again without a seam, or its last picture stays. A network stream that is lost is
 * sought until it is back. Options:
 *
 * <ul>
 *   <li>{@code loop}: whether the end is followed by the beginning; true unless said
 *   <li>{@code start}: where to begin, in s; each round begins there
 *   <li>{@code live}: whether the other end sends at its own pace, so that pictures must go by even if nobody takes them; true
 *       for RTSP, RTP, RTMP, SRT and UDP unless said
 *   <li>{@code timeout}: longest time for opening, and between two packets, in s; 10 unless said
 *   <li>{@code ffmpeg.NAME}: an option of FFmpeg's demuxer or protocol, for example {@code ffmpeg.rtsp_transport=tcp}
 * </ul>
 */
@Component
@Frames(name = FrameSource.MEDIA)
public final class MediaFrameSource implements FrameSource {
    private static final Logger LOG = LoggerFactory.getLogger(MediaFrameSource.class);
    static final Set<String> OPTIONS = Set.of("loop", "start", "live", "timeout");
    /** Pictures that wait bridge the time of beginning again; they need not take more memory than this. */
    private static final long QUEUE_OCTETS = 48L << 20;

    private static final int FEWEST_PICTURES = 5;
    private static final int MOST_PICTURES = 12;

    private final NativeFFmpeg ffmpeg;
    private final Set<Feed> open = ConcurrentHashMap.newKeySet();

    /** @param ffmpeg the libraries, there while this component is */
    @Activate
    public MediaFrameSource(@Reference NativeFFmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    @Override
    public FrameStream open(FrameRequest request) throws FrameSourceException {
        Location location = Location.of(request.location());
        String what = "media " + location.shown();
        Options options = new Options(what, request.options(), OPTIONS);
        boolean loop = options.flag("loop", true);
        boolean live = options.flag("live", location.paced());
        long startNs = options.seconds("start", 0, 1e7, 0);
        long timeoutNs = options.seconds("timeout", 0.1, 3600, 10);
        InputSpec spec = new InputSpec(what, location.url(), "", Map.of(), options.passedOn(), live, timeoutNs);

        Interruption interruption = ffmpeg.interruptions().open();
        Playback playback = ffmpeg.playbacks().acquire(request.castId(), request.location());
        Runnable closing = () -> ffmpeg.playbacks().release(request.castId(), request.location());
        DecodedInput input = null;
        Feed feed = null;
        try {
            input = new DecodedInput(ffmpeg, spec, interruption);
            boolean endless = location.network() && input.isEndless();
            long fromNs = startNs == 0 ? Timeline.NONE : Math.max(0, input.startNs()) + startNs;
            MediaReader.Manner manner =
                    new MediaReader.Manner(request.castId(), endless, location.network(), live, loop, fromNs);
            LOG.debug("cast {}: {}: {}{}", request.castId(), what, input.description(), live ? ", live" : "");

            int beginning = playback.begin();
            PictureQueue queue = queue(request.mode(), live);
            long inputIntervalNs = input.intervalNs();
            feed = new Feed(
                    queue,
                    interruption,
                    new MediaReader(ffmpeg, spec, manner, input, queue, playback, beginning, interruption),
                    request.castId(),
                    "media",
                    open);
            queue.awaitFirst(what, timeoutNs);
            return new MediaStream(
                    queue, feed, playback, beginning, closing, request.mode().frameIntervalNs(), inputIntervalNs);
        } catch (FrameSourceException | RuntimeException | Error e) {
            release(feed, input, interruption);
            closing.run();
            throw e;
        }
    }

    private static PictureQueue queue(VideoMode mode, boolean live) {
        long octets = (long) mode.width() * mode.height() * 3 / 2;
        long pictures = live ? FEWEST_PICTURES : Math.min(MOST_PICTURES, QUEUE_OCTETS / octets);
        return new PictureQueue((int) Math.max(FEWEST_PICTURES, pictures), mode.width(), mode.height(), live);
    }

    /** A feed, once started, owns the others. */
    private static void release(Feed feed, DecodedInput input, Interruption interruption) {
        if (feed != null) {
            feed.close();
            return;
        }
        if (input != null) {
            input.close();
        }
        interruption.close();
    }

    /** Ends the threads of streams that are still open; their owners free the pictures by closing them. */
    @Deactivate
    void deactivate() {
        open.forEach(Feed::halt);
    }
}
