// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes devices known for good, so that sessions can be opened to them: a service that a provider registers beside
 * {@link WifiDirect}, with the same properties of {@link WifiDirectProvider}, if it is able to. Many are not: with the functions of
 * {@code wlanapi.h} one opens sessions to what was <q>paired through the Windows Pairing experience</q>, and does not pair. So
 * a consumer looks for it by the provider's name and does without where there is none.
 *
 * <p>What happens over the air is Wi-Fi Simple Configuration, which a person at the device has to agree to.
 */
@ProviderType
public interface WifiDirectPairing {
    /** After so many seconds a pairing that nobody has agreed to has failed: the <em>Walk Time</em> of Wi-Fi Simple Configuration. */
    int TIME_LIMIT_S = 120;

    /**
     * How a device can be paired, as far as one knows before one tries.
     *
     * @param device address of a device out of {@link WifiDirect#devices()}, paired or not
     * @return an unmodifiable set, which is empty if the device announces nothing that this machine can do
     * @throws WfdException with {@link WfdError#ERROR_INVALID_PARAMETER} for a device that is not known;
     *     {@link WfdError#ERROR_SERVICE_NOT_ACTIVE}, {@link WfdError#ERROR_INVALID_STATE} as for
     *     {@link WfdHandle#startOpenSession}; or any other status of the system
     */
    Set<PairingMethod> methods(MacAddress device) throws WfdException;

    /**
     * Begins to pair a device, and returns at once; {@link WfdPairing#paired()} tells how it went. From now on the device waits for
     * somebody to press its button, shows its PIN, or asks for ours.
     *
     * <p>What is known at once is thrown here, and then there is no pairing; the same errors may as well come through
     * {@code paired()}, if that is when the provider learns of them.
     *
     * @param device address of a device out of {@link WifiDirect#devices()} that is not paired
     * @param method one of {@link #methods}
     * @return the pairing, which has begun
     * @throws WfdException with {@link WfdError#ERROR_INVALID_PARAMETER} for a device that is not known;
     *     {@link WfdError#ERROR_NOT_SUPPORTED} for a method that the device does not have;
     *     {@link WfdError#ERROR_INVALID_STATE} if the device is paired already, if somebody is pairing it, or if a policy has
     *     disabled Wi-Fi Direct; {@link WfdError#ERROR_SERVICE_NOT_ACTIVE} if the system's service is stopped; or any other status of
     *     the system
     */
    WfdPairing startPairing(MacAddress device, PairingMethod method) throws WfdException;
}
