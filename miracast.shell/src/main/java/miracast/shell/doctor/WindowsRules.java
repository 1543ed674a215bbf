// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import miracast.shell.doctor.Firewall.Answer;

/**
 * Reads the settings of Windows' firewall as {@code reg query} writes them: values of its public profile, which a Wi-Fi Direct link gets
 * as a network that nobody knows, and rules as in [MS-GPFAS] 2.2.2.19, {@code v2.31|Action=Allow|Dir=In|…|}. Rules of a group policy
 * are elsewhere and not read.
 */
final class WindowsRules {
    private static final String POLICY =
            "HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\";

    /** Whose values say whether the firewall is on. */
    static final String PROFILE = POLICY + "PublicProfile";

    /** Whose values are the rules. */
    static final String RULES = POLICY + "FirewallRules";

    private static final Pattern VALUE = Pattern.compile("\\s*(\\w+)\\s+REG_DWORD\\s+0x([0-9a-fA-F]+)\\s*");
    private static final Pattern RULE = Pattern.compile(".*\\sREG_SZ\\s+v[0-9.]+\\|(.*)");
    /** IANA's number of TCP. */
    private static final String TCP = "6";

    private final String profile;
    private final String rules;

    WindowsRules(String profile, String rules) {
        this.profile = profile;
        this.rules = rules;
    }

    /** A rule that blocks goes before one that allows; what no rule is about is blocked, unless the profile says otherwise. */
    Answer judge(int port, String program) {
        if (value("EnableFirewall", 1) == 0) {
            return Answer.open("Windows' firewall is off in public networks");
        }
        if (value("DoNotAllowExceptions", 0) != 0) {
            return closed("Windows' firewall blocks all incoming connections of public networks", port);
        }
        boolean isAllowed = value("DefaultInboundAction", 1) == 0;
        for (String line : rules.lines().toList()) {
            Matcher rule = RULE.matcher(line);
            if (rule.matches()) {
                List<Map.Entry<String, String>> fields = fields(rule.group(1));
                if (isAbout(fields, port, program)) {
                    if (has(fields, "Action", "Block")) {
                        return closed("A rule of Windows' firewall blocks TCP port " + port + ", or Java", port);
                    }
                    isAllowed |= has(fields, "Action", "Allow");
                }
            }
        }
        return isAllowed
                ? Answer.open("Windows' firewall lets TCP port " + port + " in from public networks")
                : closed("No rule of Windows' firewall lets TCP port " + port + " in from public networks", port);
    }

    private static Answer closed(String what, int port) {
        return Answer.closed(
                what,
                "netsh advfirewall firewall add rule name=\"Miracast RTSP\" dir=in action=allow protocol=TCP localport="
                        + port + " interfacetype=wireless; and remove rules that block Java.");
    }

    private long value(String name, long absent) {
        return profile.lines()
                .map(VALUE::matcher)
                .filter(value -> value.matches() && value.group(1).equals(name))
                .map(value -> Long.parseLong(value.group(2), 16))
                .findFirst()
                .orElse(absent);
    }

    private static List<Map.Entry<String, String>> fields(String rule) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String field : rule.split("\\|")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.add(Map.entry(field.substring(0, equals), field.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static boolean isAbout(List<Map.Entry<String, String>> rule, int port, String program) {
        return has(rule, "Active", "TRUE")
                && has(rule, "Dir", "In")
                && (isAbsent(rule, "Protocol") || has(rule, "Protocol", TCP))
                && (isAbsent(rule, "Profile") || has(rule, "Profile", "Public"))
                && (isAbsent(rule, "App") || values(rule, "App").stream().anyMatch(app -> isSame(app, program)))
                && (isAbsent(rule, "RA4") || has(rule, "RA4", "LocalSubnet"))
                && isAbsent(rule, "LA4")
                && isAbsent(rule, "IF")
                && isAbsent(rule, "Svc")
                && isAbsent(rule, "AppPkgId")
                && hasPort(rule, port);
    }

    private static boolean isSame(String app, String program) {
        return !program.isEmpty() && app.toLowerCase(Locale.ROOT).equals(program.toLowerCase(Locale.ROOT));
    }

    private static boolean hasPort(List<Map.Entry<String, String>> rule, int port) {
        List<String> ports = new ArrayList<>(values(rule, "LPort"));
        ports.addAll(values(rule, "LPort2_10"));
        return ports.isEmpty() || ports.stream().anyMatch(range -> isIn(range, port));
    }

    /** Names as RPC are ports as well, of nobody's choice. */
    private static boolean isIn(String range, int port) {
        if (!range.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
            return false;
        }
        String[] ends = range.split("-");
        return Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1]);
    }

    private static boolean isAbsent(List<Map.Entry<String, String>> rule, String name) {
        return values(rule, name).isEmpty();
    }

    private static boolean has(List<Map.Entry<String, String>> rule, String name, String value) {
        return values(rule, name).contains(value);
    }

    private static List<String> values(List<Map.Entry<String, String>> rule, String name) {
        return rule.stream()
                .filter(field -> field.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }
}
