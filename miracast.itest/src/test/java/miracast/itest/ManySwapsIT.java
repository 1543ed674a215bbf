// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import miracast.api.cast.Cast;
import miracast.api.cast.CastStatistics;
import miracast.api.sink.SinkStatistics;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/**
 * One cast changes between libx264 and libopenh264 with each frame or two. {@code -Dswaps.count=N} says how often; the profile
 * {@code swaps} takes a thousand.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ManySwapsIT extends CastTests {
    private static final List<String> ENCODERS = List.of("openh264", "x264");
    /** Allocators and compilers have what they need by then. */
    private static final int WARM_UP = 50;

    private final int swaps = Integer.getInteger("swaps.count", 150);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test(timeout = 1_200_000)
    public void noPictureIsLostNoneComesTwiceAndNothingIsLeft() throws Exception {
        Recording.assumeItCanBeRead();
        Assume.assumeTrue("only Linux tells what a process holds", Holdings.canBeTold());
        Assume.assumeTrue("libx264 is missing; Debian: apt install libx264-164", encoderIsThere("x264"));
        Path recording = folder.getRoot().toPath().resolve("television.ts");
        Television television = television(1, Map.of("recording", recording.toString(), "decode", false));
        Cast cast = casts.cast(small(television).audio(false).build());
        television.awaitMore(10);
        await().atMost(PATIENCE).until(() -> cast.encoder().equals("x264"));

        swap(cast, 0, WARM_UP);
        Holdings before = Holdings.now(context);
        long begin = System.nanoTime();
        List<Long> outsideMiB = new ArrayList<>();
        for (int tenth = 0; tenth < 10; tenth++) {
            swap(cast, WARM_UP + (swaps - WARM_UP) * tenth / 10, WARM_UP + (swaps - WARM_UP) * (tenth + 1) / 10);
            outsideMiB.add(Holdings.outsideNow() / Holdings.MIB);
        }
        long tookNs = System.nanoTime() - begin;
        Holdings after = Holdings.now(context);
        television.awaitMore(10);
        stop(cast);

        CastStatistics sent = cast.statistics();
        SinkStatistics received = television.shown();
        new Report()
                .with("swaps", sent.encoderSwaps())
                .with("swapMs", tookNs / 1_000_000 / (swaps - WARM_UP))
                .with("frames", sent.frames())
                .with("ticksMissed", sent.ticksMissed())
                .with("framesDropped", sent.framesDropped())
                .with("longestGapMs", Math.round(sent.longestGapMs()))
                .with("outsideMiB", outsideMiB)
                .with("afterWarmUp", before.figures())
                .with("atTheEnd", after.figures())
                .log();
        assertThat(sent.sessions()).as("sessions").isEqualTo(1);
        assertThat(sent.encoderSwaps()).isEqualTo(swaps);
        assertThat(received.complaints()).isEmpty();
        assertThat(received.lost()).as("packets lost").isZero();
        assertThat(received.idrPictures()).as("IDR pictures").isGreaterThan(swaps);
        List<Integer> shown = Recording.frameNumbers(recording);
        assertThat(shown).hasSizeGreaterThanOrEqualTo(swaps);
        Recording.assertComplete(shown);
        after.assertNoMoreThan(before, 64);
    }

    private static void swap(Cast cast, int from, int to) {
        for (int i = from; i < to; i++) {
            String next = ENCODERS.get(i % 2);
            cast.useEncoder(next);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(PATIENCE)
                    .until(() -> cast.encoder().equals(next));
            // Faster than frames are: each encoder is to make one at least.
            long frames = cast.statistics().frames();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(PATIENCE)
                    .until(() -> cast.statistics().frames() > frames);
        }
    }
}
