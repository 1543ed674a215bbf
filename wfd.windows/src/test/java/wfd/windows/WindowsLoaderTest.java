// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the loader says where there is nothing to load. It touches no framework there, so that it gets none. */
class WindowsLoaderTest {
    @Test
    void onAnotherSystemItIsInertAndSaysSo() {
        WindowsLoader loader = new WindowsLoader(null, "", "Linux");

        assertThat(loader.available()).isFalse();
        assertThat(loader.reason()).contains("this is Linux, not Windows");
        loader.deactivate();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has these libraries")
    void aMissingLibraryIsNamed() {
        WindowsLoader loader = new WindowsLoader(null, "", "Windows 11");

        assertThat(loader.available()).isFalse();
        assertThat(loader.reason()).contains("wlanapi").contains("Wireless-Networking");
    }

    @Test
    void aStandInThatCannotBeLoadedIsNamedWithItsConfiguration() {
        WindowsLoader loader = new WindowsLoader(null, "no/such/file", "Linux");

        assertThat(loader.reason()).startsWith("standIn of wfd.windows, no/such/file, cannot be loaded");
    }
}
