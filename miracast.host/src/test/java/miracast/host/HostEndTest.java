// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastState;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HostEndTest {
    private final CountDownLatch returns = new CountDownLatch(1);

    private final class SlowStop extends TestDriver {
        @Override
        protected void stop() {
            super.stop();
            while (returns.getCount() > 0) {
                try {
                    returns.await();
                } catch (InterruptedException e) {
                    // A hostile driver does not care.
                }
            }
        }
    }

    @Test
    void aCastThatHangsWhenTheHostEndsIsOverAllTheSame() throws Exception {
        Host impatient = new Host(HostRig.SETTINGS, TimeUnit.MILLISECONDS.toNanos(50));
        try (HostRig rig = new HostRig(SlowStop::new, impatient)) {
            Cast cast = rig.playing(rig.listen());

            rig.host.close();

            assertThat(rig.end(cast))
                    .isEqualTo(new CastEnd(
                            CastEnd.Cause.FAILED,
                            NtStatus.STATUS_IO_TIMEOUT,
                            "the host stopped, and the cast did not end in time"));
            assertThat(cast.state()).isEqualTo(CastState.ENDED);
            assertThat(rig.host.casts()).isEmpty();
            HostRig.until(() -> rig.encoder.sessions() == 0 && rig.source.streams() == 0);
            returns.countDown();
            HostRig.until(() -> HostRig.threads().isEmpty());
        }
    }
}
