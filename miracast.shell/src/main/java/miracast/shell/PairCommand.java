// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import wfd.api.MacAddress;
import wfd.api.PairingMethod;
import wfd.api.PairingPin;
import wfd.api.WfdException;
import wfd.api.WfdPairing;
import wfd.api.WifiDirectPairing;

/**
 * The command that pairs a device. A device may show its PIN only once it is being paired, so a pairing waits here for the next
 * command to bring the PIN. Any thread: whoever takes a pairing out of the map goes on with it.
 */
@Component(service = {Commands.class, PairCommand.class})
public final class PairCommand implements Commands {
    /** A provider ends a pairing in time by itself, and this only sees to it that nobody waits for a bad one. */
    private static final int PATIENCE_S = WifiDirectPairing.TIME_LIMIT_S + 10;

    private final Parts parts;
    private final Map<MacAddress, WfdPairing> waiting = new ConcurrentHashMap<>();

    /** @param parts the framework */
    @Activate
    public PairCommand(@Reference Parts parts) {
        this.parts = parts;
    }

    @Deactivate
    void cancel() {
        waiting.values().forEach(WfdPairing::cancel);
    }

    @Override
    public String scope() {
        return "wfd";
    }

    @Descriptor("pairs a device, where its provider can")
    public String pair(
            CommandSession session,
            @Descriptor("the PIN that the device shows") //
                    @Parameter(
                            names = {"-p", "--pin"},
                            absentValue = "")
                    String pin,
            @Descriptor("address; see wfd:devices") @Completed(Offer.DEVICES) String address)
            throws CommandFailure, InterruptedException {
        return of(address, pin.isEmpty() ? null : pin, session.getConsole()::println);
    }

    /**
     * What {@code pair} does.
     *
     * @param pin what the device shows; null if that is not known yet
     * @param screen takes what somebody has to do while this waits
     * @return how it went, or how to go on
     */
    public String of(String address, String pin, Consumer<String> screen) throws CommandFailure, InterruptedException {
        MacAddress device = MacAddress.parse(address);
        WifiDirectPairing service = parts.pairingOf(device);
        try {
            if (pin != null) {
                PairingPin typed = PairingPin.parse(pin);
                WfdPairing begun = waiting.remove(device);
                WfdPairing pairing = begun == null ? service.startPairing(device, PairingMethod.ENTER_PIN) : begun;
                pairing.enterPin(typed);
                return await(pairing);
            }
            if (waiting.containsKey(device)) {
                return askForPin(device);
            }
            return begin(service, device, screen);
        } catch (WfdException e) {
            throw WfdCommands.failure(e);
        }
    }

    private String begin(WifiDirectPairing service, MacAddress device, Consumer<String> screen)
            throws WfdException, CommandFailure, InterruptedException {
        Set<PairingMethod> methods = service.methods(device);
        if (methods.contains(PairingMethod.PUSH_BUTTON)) {
            WfdPairing pairing = service.startPairing(device, PairingMethod.PUSH_BUTTON);
            screen.accept("Press the button of " + device + ", or agree at its screen, within "
                    + WifiDirectPairing.TIME_LIMIT_S + " s.");
            return await(pairing);
        }
        if (methods.contains(PairingMethod.DISPLAY_PIN)) {
            WfdPairing pairing = service.startPairing(device, PairingMethod.DISPLAY_PIN);
            screen.accept("Type " + pairing.pin().orElseThrow().digits() + " at " + device + ", within "
                    + WifiDirectPairing.TIME_LIMIT_S + " s.");
            return await(pairing);
        }
        if (methods.contains(PairingMethod.ENTER_PIN)) {
            WfdPairing pairing = service.startPairing(device, PairingMethod.ENTER_PIN);
            waiting.put(device, pairing);
            pairing.paired().whenComplete((done, failure) -> waiting.remove(device, pairing));
            return askForPin(device);
        }
        throw new CommandFailure(ExitCode.FAILED, device + " offers no way to be paired.");
    }

    private static String askForPin(MacAddress device) {
        return device + " shows a PIN. Type wfd:pair --pin PIN " + device + " within " + WifiDirectPairing.TIME_LIMIT_S
                + " s.";
    }

    private static String await(WfdPairing pairing) throws WfdException, CommandFailure, InterruptedException {
        boolean over = false;
        try {
            pairing.paired().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
            over = true;
            return pairing.device() + " is paired.";
        } catch (ExecutionException e) {
            over = true;
            if (e.getCause() instanceof WfdException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "Pairing " + pairing.device() + " did not end within " + PATIENCE_S + " s.", e);
        } finally {
            if (!over) {
                pairing.cancel();
            }
        }
    }
}
