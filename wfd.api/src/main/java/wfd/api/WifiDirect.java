// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One way to reach Wi-Fi Direct devices: the system's own service, or a simulation of it. Registered as a service with
 * the properties of {@link WifiDirectProvider}; there may be several. States, threads, ownership: see
 * {@linkplain wfd.api the package}.
 *
 * <p>A provider that can't work here isn't registered; its {@link WfdProviderStatus} says why.
 */
@ProviderType
public interface WifiDirect {
    /** The version of this contract, and the only one there is: {@code WFD_API_VERSION_1_0} of {@code wlanapi.h}. */
    int WFD_API_VERSION = 0x00000001;

    /**
     * Opens a handle with {@link #WFD_API_VERSION}.
     *
     * @return a handle that the caller closes
     * @throws WfdException as {@link #open(int)}
     */
    default WfdHandle open() throws WfdException {
        return open(WFD_API_VERSION);
    }

    /**
     * Opens a handle ({@code WFDOpenHandle}).
     *
     * @param version the highest version of the contract that the caller knows: {@link #WFD_API_VERSION}
     * @return a handle that the caller closes
     * @throws WfdException with {@link WfdError#ERROR_INVALID_PARAMETER} for any other version;
     *     {@link WfdError#ERROR_REMOTE_SESSION_LIMIT_EXCEEDED} if too many handles are open;
     *     {@link WfdError#ERROR_NOT_ENOUGH_MEMORY}; {@link WfdError#ERROR_SERVICE_NOT_ACTIVE} or
     *     {@link WfdError#ERROR_INVALID_STATE} if the provider needs the system's service already here, and that is
     *     stopped or disabled by policy; or any other status of the system
     */
    WfdHandle open(int version) throws WfdException;

    /**
     * The devices that are known now: paired ones, whether in reach or not, and those that discovery has found. Each
     * address is there once. Whoever wants to follow changes listens to {@link DeviceEvents}; after an event this list
     * tells at least what the event told.
     *
     * @return an unmodifiable snapshot, in no particular order
     */
    List<WfdDevice> devices();

    /**
     * Looks for one device ({@code WFDUpdateDeviceVisibility}: a targeted discovery). Blocks until the search is over,
     * which can take seconds; after that {@link #devices()} tells whether the device is {@linkplain WfdDevice#visible()
     * visible}, and an event has been sent if that changed.
     *
     * @param device address of a device out of {@link #devices()}
     * @throws WfdException with {@link WfdError#ERROR_INVALID_PARAMETER} for a device that is not known;
     *     {@link WfdError#ERROR_SERVICE_NOT_ACTIVE}, {@link WfdError#ERROR_INVALID_STATE} as for
     *     {@link WfdHandle#startOpenSession}; {@link WfdError#ERROR_NOT_ENOUGH_MEMORY}; or any other status of the
     *     system. A device that does not answer is no error.
     */
    void updateVisibility(MacAddress device) throws WfdException;
}
