// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One try to pair one device. It ends by itself, after {@link WifiDirectPairing#TIME_LIMIT_S} at the latest, and needs no closing. For
 * threads see {@linkplain wfd.api the package}.
 */
@ProviderType
public interface WfdPairing {
    /**
     * The device that is being paired.
     *
     * @return the address that it was begun with
     */
    MacAddress device();

    /**
     * What has to be done by people.
     *
     * @return the method that it was begun with
     */
    PairingMethod method();

    /**
     * The PIN that this machine has to show, and somebody to type at the device.
     *
     * @return the same one as long as the object lives; there from the beginning with {@link PairingMethod#DISPLAY_PIN}, else empty
     */
    Optional<PairingPin> pin();

    /**
     * Takes the PIN that the device shows, and returns at once. It is right or wrong, which {@link #paired()} tells; for another try
     * begin another pairing, which may come with another PIN.
     *
     * @param pin what somebody has typed
     * @throws WfdException with {@link WfdError#ERROR_INVALID_STATE} if the method is not {@link PairingMethod#ENTER_PIN}, if a
     *     PIN was entered already, or if the pairing has ended
     */
    void enterPin(PairingPin pin) throws WfdException;

    /**
     * Asks to give up, and returns at once. {@link #paired()} still completes, perhaps with success. Without effect when it has
     * completed.
     */
    void cancel();

    /**
     * How it went. Completes exactly once, and always, on a thread of the provider: never on the one that began the pairing or entered
     * the PIN, and not before that call has returned.
     *
     * @return a stage of the caller's own. On success {@link WifiDirect#devices()} has the device as {@linkplain WfdDevice#paired()
     *     paired} from then on; otherwise it fails with a {@link WfdException} itself (not wrapped in anything), and
     *     <ul>
     *       <li>{@link WfdError#ERROR_NOT_AUTHENTICATED} if the PIN was wrong, or somebody at the device has refused,
     *       <li>{@link WfdError#ERROR_TIMEOUT} if the device does not answer, or nobody has done anything within
     *           {@link WifiDirectPairing#TIME_LIMIT_S},
     *       <li>{@link WfdError#ERROR_CANCELLED} after {@link #cancel()},
     *       <li>{@link WfdError#ERROR_INVALID_PARAMETER} if the device is not known any more,
     *       <li>{@link WfdError#ERROR_SERVICE_NOT_ACTIVE} if the system's service or the provider has stopped meanwhile,
     *       <li>one of the errors of {@link WifiDirectPairing#startPairing}, or any other status of the system.
     *     </ul>
     */
    CompletionStage<Void> paired();
}
