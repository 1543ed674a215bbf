// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.awaitility.Awaitility.await;

import miracast.api.cast.Cast;
import org.junit.Assume;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** What is left of casts that are over. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LeakIT extends CastTests {
    /** So many that one thread, socket or codec of each would be seen. */
    private static final int CASTS = 5;

    @Test(timeout = 180_000)
    public void endedCastsLeaveNothing() throws Exception {
        leavesNothing("openh264");
    }

    @Test(timeout = 180_000)
    public void endedCastsLeaveNothingOfX264() throws Exception {
        Assume.assumeTrue("libx264 is missing; Debian: apt install libx264-164", encoderIsThere("x264"));
        leavesNothing("x264");
    }

    private void leavesNothing(String encoder) throws Exception {
        Television television = television(1);
        // What the first casts make for all that follow stays.
        castOnce(television, encoder);
        castOnce(television, encoder);
        Leftovers before = Leftovers.now();

        for (int i = 0; i < CASTS; i++) {
            castOnce(television, encoder);
        }

        before.awaitNoMore();
    }

    private void castOnce(Television television, String encoder) throws Exception {
        Cast cast = casts.cast(small(television).encoder(encoder).build());
        television.awaitNextSession();
        television.awaitPictures(10);
        stop(cast);
        await().atMost(PATIENCE).until(() -> sink.sessions().isEmpty());
    }
}
