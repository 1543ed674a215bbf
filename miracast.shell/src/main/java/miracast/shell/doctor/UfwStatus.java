// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import miracast.shell.doctor.Firewall.Answer;

/** Reads what {@code ufw status verbose} says, whose first rule that fits decides. */
final class UfwStatus {
    private static final Pattern RULE =
            Pattern.compile("(\\S.*?)\\s{2,}(ALLOW|LIMIT|DENY|REJECT)(?: (IN|OUT|FWD))?\\s+(\\S.*?)\\s*");
    private static final Pattern DEFAULT = Pattern.compile("Default: (\\w+) \\(incoming\\).*");
    /** Ports as 7236, 22,80 or 7000:8000, with or without a protocol. */
    private static final Pattern PORTS = Pattern.compile("(?:\\S+ )?([0-9,:]+)(?:/(tcp|udp))?(?: on \\S+)?");

    private static final Pattern ALL = Pattern.compile("Anywhere(?:/(tcp|udp|\\w+))?(?: on \\S+)?");

    private UfwStatus() {}

    /** Empty if it is not active, so that something else may decide. */
    static Optional<Answer> judge(String status, int port) {
        if (!status.contains("Status: active")) {
            return Optional.empty();
        }
        String byDefault = "";
        for (String line : status.lines().toList()) {
            Matcher fallback = DEFAULT.matcher(line);
            if (fallback.matches()) {
                byDefault = fallback.group(1);
            }
            Matcher rule = RULE.matcher(line);
            if (!rule.matches() || line.contains("(v6)") || isOtherWay(rule.group(3))) {
                continue;
            }
            Optional<Boolean> fits = fits(rule.group(1), port);
            boolean allows = rule.group(2).equals("ALLOW") || rule.group(2).equals("LIMIT");
            boolean isForAll = rule.group(4).startsWith("Anywhere");
            if (fits.isEmpty() || fits.get() && !isForAll) {
                return Optional.of(
                        Answer.unknown("ufw has a rule that may or may not be about displays: " + line.strip()));
            }
            if (fits.get()) {
                return Optional.of(allows ? open(port) : closed(port));
            }
        }
        return Optional.of(
                switch (byDefault) {
                    case "allow" -> open(port);
                    case "deny", "reject" -> closed(port);
                    default -> Answer.unknown("ufw does not tell what it does by default");
                });
    }

    private static boolean isOtherWay(String direction) {
        return direction != null && !direction.equals("IN");
    }

    /** Empty if that cannot be seen: applications go by names. */
    private static Optional<Boolean> fits(String to, int port) {
        Matcher all = ALL.matcher(to);
        if (all.matches()) {
            return to.contains(" on ")
                    ? Optional.empty()
                    : Optional.of(all.group(1) == null || all.group(1).equals("tcp"));
        }
        Matcher ports = PORTS.matcher(to);
        if (!ports.matches()) {
            return Optional.empty();
        }
        if ("udp".equals(ports.group(2))) {
            return Optional.of(false);
        }
        boolean isNamed = false;
        for (String part : ports.group(1).split(",")) {
            String[] ends = part.split(":");
            isNamed |= Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1]);
        }
        // Which interface a link will have is not known before.
        return isNamed && (to.contains(" on ") || to.contains(" ")) ? Optional.empty() : Optional.of(isNamed);
    }

    private static Answer open(int port) {
        return Answer.open("ufw lets TCP port " + port + " in");
    }

    private static Answer closed(int port) {
        return Answer.closed("ufw does not let TCP port " + port + " in", "ufw allow " + port + "/tcp");
    }
}
