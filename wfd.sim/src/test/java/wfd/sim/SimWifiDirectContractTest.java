// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import wfd.tck.PairingRules;
import wfd.tck.ProviderUnderTest;
import wfd.tck.WifiDirectContract;

class SimWifiDirectContractTest extends WifiDirectContract implements PairingRules {
    @Override
    protected ProviderUnderTest start() {
        return new SimUnderTest();
    }
}
