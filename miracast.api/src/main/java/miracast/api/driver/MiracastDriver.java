// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import miracast.api.MiracastException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A Wi-Fi Display source. The service itself stands for {@code QueryMiracastDriverInterface}; its properties are those of
 * {@link Driver}. It is registered in prototype scope, and the host takes an object of its own for each cast.
 */
@ProviderType
public interface MiracastDriver {

    /**
     * Makes the context of one display ({@code CreateMiracastContext}). Opens nothing and waits for nothing.
     *
     * @param callbacks the host's side, used until {@link MiracastContext#close()} has returned and not after
     * @throws MiracastException if the driver can have no further context
     */
    MiracastContext createContext(MiracastCallbacks callbacks) throws MiracastException;
}
