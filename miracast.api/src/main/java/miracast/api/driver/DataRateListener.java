// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import org.osgi.annotation.versioning.ProviderType;

/** Told once a second how the link fares. On a thread of the host; must not block. */
@FunctionalInterface
@ProviderType
public interface DataRateListener {

    /** @param stats the last second; null means that rates are no longer known */
    void dataRate(DataRateStats stats);
}
