// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastLogEntry.Kind;
import miracast.api.cast.CastState;
import miracast.api.cast.Fallback;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.Hang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An encoder or a source that hangs over a picture costs one session, and is left out of those that follow. */
@Timeout(120)
class HangingGuestCastTest {
    private final HostRig rig = new HostRig();
    private final FakeEncoder better = new FakeEncoder("b");
    private final Hang hang = new Hang();
    private Cast cast;

    HangingGuestCastTest() throws IOException {}

    @AfterEach
    void stop() throws Exception {
        hang.letGo();
        rig.close();
        HostRig.until(() -> better.sessions() == 0 && rig.encoder.sessions() == 0 && rig.source.streams() == 0);
    }

    /** The sink comes back as often as it is seen off. */
    private void untilItPlaysAgain() {
        HostRig.until(() -> {
            if (rig.drivers.size() == 1 && cast.state() == CastState.AWAITING_SINK) {
                rig.connect(cast);
                HostRig.until(() -> rig.drivers.size() == 2);
            }
            return rig.drivers.size() == 2 && rig.driver().shown.size() > 10;
        });
    }

    /** And not black, with which a session begins, or the fallback's. */
    private static boolean isOfTheSource(int picture) {
        return picture >= 0 && picture < 100_000;
    }

    private CastLogEntry leftOut(Kind kind) {
        return cast.log().stream()
                .filter(entry -> entry.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theNextBestEncoderHasTheNextSession() throws Exception {
        rig.offer(better, 5);
        cast = rig.playing(rig.listen());

        better.encodes = hang;
        HostRig.until(hang::isEntered);
        untilItPlaysAgain();

        assertThat(cast.encoder()).isEqualTo("a");
        CastLogEntry leftOut = leftOut(Kind.ENCODER_FAILED);
        assertThat(leftOut.part()).isEqualTo("b");
        assertThat(leftOut.detail()).isEqualTo("b is left out: it did not return for 5 s");
        assertThat(leftOut.attempt()).isOne();
        assertThat(leftOut.nextTry()).isPresent();
        assertThat(better.sessions()).isOne();
    }

    @Test
    void theFallbackHasTheNextSessionUntilTheSourceReturns() throws Exception {
        cast = rig.playing(rig.listen().fallback(Fallback.pattern("")));

        rig.source.gives = hang;
        HostRig.until(hang::isEntered);
        untilItPlaysAgain();

        assertThat(rig.driver().pictures()).noneMatch(HangingGuestCastTest::isOfTheSource);
        assertThat(leftOut(Kind.SOURCE_FAILED).detail()).isEqualTo("fake is left out: it did not return for 5 s");
        assertThat(rig.source.opened).hasValueLessThanOrEqualTo(2);
        hang.letGo();

        HostRig.until(() -> rig.driver().pictures().stream().anyMatch(HangingGuestCastTest::isOfTheSource));
        assertThat(cast.statistics().sessions()).isEqualTo(2);
    }

    /** A converter that hangs over its first picture. */
    private final class HangingConverter implements FrameConverter {
        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public Conversion open(PixelFormat format, int width, int height) {
            return new Conversion() {
                @Override
                public void convert(VideoFrame from, VideoFrame to) {
                    hang.await();
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void theNextBestConverterHasTheNextSession() throws Exception {
        rig.source.format = PixelFormat.BGRA;
        rig.host.media().converters().add(new HangingConverter(), Map.of("service.id", 70L, "service.ranking", 1));
        cast = rig.listening(rig.listen());
        rig.connect(cast);
        HostRig.until(hang::isEntered);

        untilItPlaysAgain();

        CastLogEntry leftOut = leftOut(Kind.CONVERTER_FAILED);
        assertThat(leftOut.detail()).endsWith("HangingConverter is left out: it did not return for 5 s");
        assertThat(leftOut.nextTry()).isPresent();
    }
}
