// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import miracast.host.fake.ManualLoop;
import miracast.host.thread.ControlLoop;
import org.junit.jupiter.api.Test;

class TurnstileTest {
    private static final long MS = 1_000_000;
    private static final long INTERVAL = 20 * MS;

    private final ManualLoop loop = new ManualLoop();
    private final Turnstile turnstile = new Turnstile(loop, INTERVAL);
    private final List<Long> tries = new ArrayList<>();
    private final long beginNs = loop.nanoTime();

    private void attempt() {
        tries.add((loop.nanoTime() - beginNs) / MS);
    }

    @Test
    void oneAloneNeedNotWait() {
        turnstile.pass(this::attempt);

        assertThat(tries).containsExactly(0L);
    }

    @Test
    void thoseThatComeTogetherGoOneAfterTheOther() {
        for (int i = 0; i < 4; i++) {
            turnstile.pass(this::attempt);
        }
        loop.advance(TimeUnit.SECONDS.toNanos(1));

        assertThat(tries).containsExactly(0L, 20L, 40L, 60L);
    }

    @Test
    void afterAWhileOneNeedNotWaitAgain() {
        turnstile.pass(this::attempt);
        loop.advance(30 * MS);

        turnstile.pass(this::attempt);

        assertThat(tries).containsExactly(0L, 30L);
    }

    @Test
    void whoIsCancelledDoesNotTry() {
        turnstile.pass(this::attempt);
        ControlLoop.Timer second = turnstile.pass(this::attempt);

        second.cancel();
        loop.advance(TimeUnit.SECONDS.toNanos(1));

        assertThat(tries).containsExactly(0L);
    }

    /** A hundred lose their provider in one moment, fail for a minute, and are woken in one moment when it comes back. */
    @Test
    void aHundredNeverMakeAStorm() {
        Random random = new Random(11);
        List<Waiting> casts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            casts.add(new Waiting(new BackOff(1000 * MS, 60_000 * MS, random)));
        }
        casts.forEach(Waiting::fail);
        loop.advance(TimeUnit.SECONDS.toNanos(60));
        int before = tries.size();
        assertThat(tries.stream().filter(at -> at < 500)).isEmpty();
        // The pauses double: of six tries each, one falls into the last half minute.
        assertThat(before).isBetween(400, 700);
        assertThat(tries.stream().filter(at -> at >= 30_000).count()).isLessThan(150);

        casts.forEach(Waiting::wake);
        loop.advance(TimeUnit.SECONDS.toNanos(3));

        assertThat(casts).allMatch(cast -> cast.playing);
        for (int i = 1; i < tries.size(); i++) {
            assertThat(tries.get(i) - tries.get(i - 1)).as("ms before try " + i).isGreaterThanOrEqualTo(20);
        }
    }

    /** What a cast does with back-off and turnstile. */
    private final class Waiting {
        private final BackOff backOff;
        private ControlLoop.Timer retry = ControlLoop.Timer.NONE;
        private boolean woken;
        private boolean playing;

        Waiting(BackOff backOff) {
            this.backOff = backOff;
        }

        void fail() {
            retry = loop.after(backOff.next(), () -> retry = turnstile.pass(this::tryOnce));
        }

        void wake() {
            woken = true;
            retry.cancel();
            retry = turnstile.pass(this::tryOnce);
        }

        private void tryOnce() {
            attempt();
            playing = woken;
            if (!woken) {
                fail();
            }
        }
    }
}
