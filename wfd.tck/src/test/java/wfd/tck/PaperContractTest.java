// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import java.time.Duration;
import java.util.Set;

/** A provider that keeps the rules passes them. */
class PaperContractTest extends WifiDirectContract implements PairingRules {
    @Override
    protected ProviderUnderTest start() {
        return new PaperUnderTest(Set.of(), Duration.ofSeconds(30));
    }
}
