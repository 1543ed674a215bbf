// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastState;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import wfd.api.MacAddress;
import wfd.api.PairingMethod;
import wfd.api.PairingPin;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdPairing;
import wfd.api.WifiDirectPairing;
import wfd.api.WifiDirectProvider;

/** A display that nobody has paired yet, through the real bundles. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PairingIT extends CastTests {
    private static final MacAddress DEVICE = MacAddress.parse("02:00:00:00:70:01");

    @Inject
    private WifiDirectPairing pairing;

    @Test(timeout = 120_000)
    public void aDisplayIsCastToAsSoonAsItIsPaired() throws Exception {
        Television television = television(1, Map.of("paired", false, "pairing", "shows-pin", "pin", "1234-5670"));
        Cast cast = casts.cast(small(television).unattended(true).build());

        assertThatThrownBy(() -> enter(PairingPin.withChecksum(0)))
                .hasRootCauseInstanceOf(WfdException.class)
                .hasMessageContaining(WfdError.describe(WfdError.ERROR_NOT_AUTHENTICATED));
        assertThat(cast.state()).isIn(CastState.SEARCHING, CastState.BACKING_OFF);
        enter(new PairingPin("12345670"));

        television.awaitPictures(30);
        assertThat(television.shown().complaints()).isEmpty();
        assertThat(stop(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
    }

    @Test(timeout = 120_000)
    public void theServiceTellsWhichProviderItPairsFor() {
        assertThat(home(WifiDirectPairing.class)
                        .getServiceReference(WifiDirectPairing.class)
                        .getProperty(WifiDirectProvider.NAME))
                .isEqualTo("sim");
    }

    private void enter(PairingPin pin) throws Exception {
        WfdPairing begun = pairing.startPairing(DEVICE, PairingMethod.ENTER_PIN);
        begun.enterPin(pin);
        CompletionStage<Void> paired = begun.paired();
        paired.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
