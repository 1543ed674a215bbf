// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import miracast.api.cast.Cast;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whether displays can connect: a source is the server of the RTSP dialogue, on the address of its link. */
@Component(service = Check.class)
public final class PortCheck implements Check {
    /** The port that every display expects (Wi-Fi Display Technical Specification 4.6), and the host's default. */
    private static final int PORT = 7236;

    private static final String HOST_PID = "miracast.host";

    /** A display connects within a second or two once it is linked. */
    private static final Duration LATE = Duration.ofSeconds(10);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile CastService casts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ConfigurationAdmin configurations;

    private final Question firewall;

    /** How a firewall is asked of a port. */
    interface Question {
        Firewall.Answer ask(int port) throws InterruptedException;
    }

    @Activate
    public PortCheck() {
        this(new Firewall()::ask);
    }

    PortCheck(Question firewall) {
        this.firewall = firewall;
    }

    @Override
    public Subject subject() {
        return Subject.PORT;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        int port = port();
        Finding own = finding(port);
        Firewall.Answer answer = firewall.ask(port);
        List<Finding> findings = new ArrayList<>();
        switch (answer.verdict()) {
            case OPEN -> {
                findings.add(own);
                findings.add(Finding.ok(sentence(answer.what())));
            }
            case CLOSED -> {
                findings.add(own);
                findings.add(Finding.warning(sentence(answer.what()), answer.remedy()));
            }
            case UNKNOWN ->
                findings.add(new Finding(
                        own.verdict(),
                        own.what() + " Whether a firewall lets displays connect to it was not checked: " + answer.what()
                                + ".",
                        own.remedy()));
        }
        present().stream()
                .filter(PortCheck::isKeptWaiting)
                .map(PortCheck::blocked)
                .forEach(findings::add);
        return findings;
    }

    private static String sentence(String what) {
        return Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".";
    }

    Finding finding(int port) {
        return ours(port)
                .or(() -> taken(port).map(why -> inTheWay(port, why)))
                .orElseGet(() -> Finding.ok("TCP port " + port + " is free."));
    }

    /** Why nobody could listen there now; empty if somebody could. */
    private static Optional<String> taken(int port) {
        try {
            bind(port).close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Bound, and does not listen as a server's socket would, so that a cast can begin to at the same moment. */
    static SocketChannel bind(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            // Connections of a moment ago are not in the way of the host either.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A cast may have begun to listen since it was looked for. */
    private Finding inTheWay(int port, String why) {
        return ours(port)
                .orElseGet(() -> Finding.warning(
                        "TCP port " + port + " is not free on every address: " + why + ".",
                        "End the program that has it, unless it keeps to an address of its own: ss -ltnp 'sport = :"
                                + port + "', on Windows netstat -abno. Displays expect 7236."));
    }

    private Optional<Finding> ours(int port) {
        List<String> ids = present().stream()
                .filter(cast -> cast.listening()
                        .filter(address -> address.getPort() == port)
                        .isPresent())
                .map(Cast::id)
                .toList();
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.ok(
                        "TCP port " + port + " is in use by our own casts: " + String.join(", ", ids) + "."));
    }

    private List<Cast> present() {
        CastService service = casts;
        return service == null ? List.of() : service.casts();
    }

    /** The link is up, and yet nobody knocks. */
    private static boolean isKeptWaiting(Cast cast) {
        return cast.state() == CastState.AWAITING_SINK
                && cast.log().stream()
                        .anyMatch(entry -> entry.before() == CastState.LINKING
                                && entry.state() == CastState.AWAITING_SINK
                                && entry.time().isBefore(Instant.now().minus(LATE)));
    }

    private static Finding blocked(Cast cast) {
        return Finding.warning(
                "Cast " + cast.id() + " is linked with its display, which does not connect.",
                "Let a firewall of this machine pass TCP " + PORT + " on the link's interface.");
    }

    private int port() {
        ConfigurationAdmin admin = configurations;
        try {
            Configuration[] found = admin == null ? null : admin.listConfigurations("(service.pid=" + HOST_PID + ")");
            Dictionary<String, Object> properties = found == null ? null : found[0].getProperties();
            Object port = properties == null ? null : properties.get("rtspPort");
            return port == null ? PORT : Integer.parseInt(port.toString());
        } catch (IOException | InvalidSyntaxException | NumberFormatException e) {
            // The host says what is wrong with its configuration, and takes the default.
            return PORT;
        }
    }
}
