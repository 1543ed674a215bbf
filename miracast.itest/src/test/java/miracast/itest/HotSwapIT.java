// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import miracast.api.cast.Cast;
import miracast.api.cast.CastState;
import miracast.api.sink.SinkStatistics;
import org.junit.Assume;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;

/** Bundles that come and go under the picture. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotSwapIT extends CastTests {

    @Test(timeout = 120_000)
    public void pictureGoesOnWhileTheEncoderBundleIsStoppedAndStarted() throws Exception {
        Assume.assumeTrue("libx264 is missing; Debian: apt install libx264-164", encoderIsThere("x264"));
        Television television = television(1);
        Cast cast = casts.cast(small(television).build());
        television.awaitPictures(30);
        String best = cast.encoder();
        Bundle bundle = bundle(best.equals("x264") ? "miracast.encoder.x264" : "miracast.encoder.ffmpeg");

        bundle.stop();
        await().atMost(PATIENCE).until(() -> !cast.encoder().equals(best));
        television.awaitPictures(television.decoded() + 30);
        bundle.start();
        await().atMost(PATIENCE).until(() -> cast.encoder().equals(best));
        SinkStatistics shown = television.awaitPictures(television.decoded() + 30);

        assertThat(cast.statistics().sessions()).isEqualTo(1);
        assertThat(cast.statistics().encoderSwaps()).isEqualTo(2);
        assertThat(shown.complaints()).isEmpty();
        assertThat(shown.decodeErrors()).isZero();
        assertThat(shown.ptsErrors()).isZero();
        assertThat(shown.markersOutOfOrder()).isZero();
    }

    @Test(timeout = 120_000)
    public void lastPictureStaysWhileThereIsNoEncoder() throws Exception {
        List<Bundle> bundles = List.of(bundle("miracast.encoder.x264"), bundle("miracast.encoder.ffmpeg"));
        Television television = television(2);
        Cast cast = casts.cast(small(television).build());
        television.awaitPictures(30);

        for (Bundle bundle : bundles) {
            bundle.stop();
        }
        assertThat(cast.state()).isNotIn(CastState.BACKING_OFF, CastState.ENDED);
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        SinkStatistics shown = television.awaitPictures(television.decoded() + 30);

        assertThat(cast.statistics().sessions()).isEqualTo(1);
        assertThat(shown.decodeErrors()).isZero();
    }
}
