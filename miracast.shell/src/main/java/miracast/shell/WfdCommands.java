// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import wfd.api.MacAddress;
import wfd.api.WfdError;
import wfd.api.WfdException;

/** Commands about Wi-Fi Direct. They return what they have to tell; {@link Formats} shows it. */
@Component(service = {Commands.class, WfdCommands.class})
public final class WfdCommands implements Commands {
    private final Parts parts;
    private final WfdSessions sessions;

    /**
     * @param parts the framework
     * @param sessions those that were opened by command
     */
    @Activate
    public WfdCommands(@Reference Parts parts, @Reference WfdSessions sessions) {
        this.parts = parts;
        this.sessions = sessions;
    }

    @Override
    public String scope() {
        return "wfd";
    }

    @Descriptor("lists the devices that are known")
    public Object devices(
            CommandSession session,
            @Descriptor("again whenever it changes, until Ctrl-C") //
                    @Parameter(
                            names = {"-w", "--watch"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean watch,
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json) {
        return watch ? LiveView.in(session).show(() -> listDevices(json)) : listDevices(json);
    }

    /** What {@code devices} shows. */
    public Object listDevices(boolean json) {
        return new Rows<>(new Listing(parts).devices(), Listing::deviceTable).orJson(json);
    }

    @Descriptor("lists the ways to reach devices, and why one does not work")
    public Object providers(
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json) {
        return new Rows<>(new Listing(parts).providers(), Listing::providerTable).orJson(json);
    }

    @Descriptor("looks for one device")
    public Object look(@Descriptor("address; see wfd:devices") @Completed(Offer.DEVICES) String address)
            throws CommandFailure {
        MacAddress device = MacAddress.parse(address);
        try {
            parts.providerOf(device).updateVisibility(device);
        } catch (WfdException e) {
            throw failure(e);
        }
        return new Rows<>(
                new Listing(parts)
                        .devices().stream()
                                .filter(known -> known.address().equals(device.toString()))
                                .toList(),
                Listing::deviceTable);
    }

    @Descriptor("opens a session to a device, and waits until it is open")
    public Object open(@Descriptor("address; see wfd:devices") @Completed(Offer.DEVICES) String address)
            throws CommandFailure, InterruptedException {
        MacAddress device = MacAddress.parse(address);
        try {
            return new Rows<>(List.of(sessions.open(parts.providerOf(device), device)), WfdSessions::table);
        } catch (WfdException e) {
            throw failure(e);
        }
    }

    @Descriptor("closes a session that wfd:open opened, and waits until its link is down")
    public String close(@Descriptor("address; see wfd:sessions") @Completed(Offer.SESSIONS) String address)
            throws InterruptedException {
        MacAddress device = MacAddress.parse(address);
        boolean isOurs = sessionAddresses().contains(device.toString());
        for (WfdSessions.Info held : ofCasts()) {
            if (!isOurs && held.device().equals(device.toString())) {
                throw new IllegalArgumentException("Cast " + held.heldBy() + " holds the session to " + device
                        + ". miracast:stop " + held.heldBy() + " ends both.");
            }
        }
        return sessions.close(device).toString();
    }

    @Descriptor("lists the sessions, and whether wfd:open or which cast holds them")
    public Object sessions(
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json) {
        return new Rows<>(
                        Stream.concat(sessions.list().stream(), ofCasts().stream())
                                .toList(),
                        WfdSessions::table)
                .orJson(json);
    }

    private List<WfdSessions.Info> ofCasts() {
        return parts.castsNow().stream()
                .flatMap(cast -> cast.link().map(link -> WfdSessions.Info.of(cast.id(), link)).stream())
                .toList();
    }

    /** Shells show a message only, and the status is half of what there is to know. */
    static CommandFailure failure(WfdException e) {
        String reason = e.reasonCode() == 0 ? "" : ", reason code " + Integer.toUnsignedString(e.reasonCode());
        return new CommandFailure(
                ExitCode.FAILED, e.getMessage() + ": " + WfdError.describe(e.error()) + reason + ".", e);
    }

    /** The addresses of the devices that are known. */
    public List<String> deviceAddresses() {
        return new Listing(parts)
                .devices().stream().map(Listing.Device::address).toList();
    }

    /** Names and addresses of the devices that are known. */
    public List<String> deviceNames() {
        return new Listing(parts)
                .devices().stream()
                        .flatMap(device -> Stream.of(device.name(), device.address()))
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    /** The addresses of the devices with a session that {@code open} opened. */
    public List<String> sessionAddresses() {
        return sessions.list().stream().map(WfdSessions.Info::device).toList();
    }
}
