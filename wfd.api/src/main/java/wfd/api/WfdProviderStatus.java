// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A provider's word on whether it can work here. Unlike its {@link WifiDirect} service it is registered always, with the
 * properties of {@link WifiDirectProvider}: a missing library or system service keeps the one component unsatisfied,
 * and this one tells an operator why.
 */
@ProviderType
public interface WfdProviderStatus {
    /**
     * Which provider this is about.
     *
     * @return the name in {@link WifiDirectProvider}
     */
    String name();

    /**
     * Whether sessions can be opened now, as far as one knows without trying.
     *
     * @return true if {@link WifiDirect} is registered and its service runs
     */
    boolean available();

    /**
     * Why not, and what to do about it, in a sentence for an operator.
     *
     * @return empty if it is {@linkplain #available() available}
     */
    String reason();
}
