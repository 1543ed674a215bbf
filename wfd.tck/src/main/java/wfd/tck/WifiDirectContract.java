// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static java.util.concurrent.TimeUnit.MINUTES;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * Every rule of {@link wfd.api} for one provider, but those of pairing: a provider that can adds {@link PairingRules}.
 *
 * <pre>
 * class SimWifiDirectContractTest extends WifiDirectContract {
 *     &#64;Override
 *     protected ProviderUnderTest start() {
 *         return new …;
 *     }
 * }
 * </pre>
 */
@Timeout(value = 5, unit = MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class WifiDirectContract
        implements HandleRules, OpenRules, SessionRules, LinkRules, DeviceRules, ProviderRules, LoadRules {
    private Trial trial;

    /** For subclasses. */
    protected WifiDirectContract() {}

    /**
     * Starts the provider for one test, which stops it.
     *
     * @return the provider, running, with no handle open
     * @throws Exception if it can't be started
     */
    protected abstract ProviderUnderTest start() throws Exception;

    /**
     * Starts the provider.
     *
     * @throws Exception if it can't be started
     */
    @BeforeEach
    public final void beginTrial() throws Exception {
        trial = new Trial(start());
    }

    /**
     * Closes what the test left open, then the provider.
     *
     * @throws Exception if that fails
     */
    @AfterEach
    public final void endTrial() throws Exception {
        trial.end();
    }

    @Override
    public final Trial trial() {
        return trial;
    }
}
