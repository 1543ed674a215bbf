// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks the firewall of this machine whether it lets displays connect. One thread. Programs answer in their own words, in English where
 * they are told to; the Windows registry has no language, which {@code netsh advfirewall} answers in, so that is read instead.
 */
final class Firewall {
    /** Whether a port may be connected to from outside. */
    enum Verdict {
        OPEN,
        CLOSED,
        /** Nobody could be asked, or what they said does not tell. */
        UNKNOWN
    }

    /**
     * What a firewall says.
     *
     * @param what who says it, and what, as a sentence without its full stop
     * @param remedy what to do; empty unless it is closed
     */
    record Answer(Verdict verdict, String what, String remedy) {
        static Answer open(String what) {
            return new Answer(Verdict.OPEN, what, "");
        }

        static Answer closed(String what, String remedy) {
            return new Answer(Verdict.CLOSED, what, remedy);
        }

        static Answer unknown(String what) {
            return new Answer(Verdict.UNKNOWN, what, "");
        }
    }

    private final Programs programs;
    private final boolean isWindows;
    private final String java;

    Firewall() {
        this(
                new Programs.OfSystem(),
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows"),
                ProcessHandle.current().info().command().orElse(""));
    }

    /** @param java the program whose port it is, for rules that are about one program */
    Firewall(Programs programs, boolean isWindows, String java) {
        this.programs = programs;
        this.isWindows = isWindows;
        this.java = java;
    }

    /** What the firewall that is there says of a TCP port. */
    Answer ask(int port) throws InterruptedException {
        return isWindows ? windows(port) : linux(port);
    }

    private Answer windows(int port) throws InterruptedException {
        Optional<Programs.Answer> profile = programs.run("reg", "query", WindowsRules.PROFILE);
        Optional<Programs.Answer> rules = programs.run("reg", "query", WindowsRules.RULES);
        if (profile.isEmpty()
                || profile.get().exit() != 0
                || rules.isEmpty()
                || rules.get().exit() != 0) {
            return Answer.unknown("the settings of Windows' firewall cannot be read");
        }
        return new WindowsRules(profile.get().text(), rules.get().text()).judge(port, java);
    }

    /** Whoever runs decides; each is asked in turn, since an installed one need not run. */
    private Answer linux(int port) throws InterruptedException {
        Optional<Answer> firewalld = firewalld(port);
        if (firewalld.isPresent()) {
            return firewalld.get();
        }
        Optional<Programs.Answer> ufw = programs.run("ufw", "status", "verbose");
        if (ufw.isPresent()) {
            if (ufw.get().exit() != 0) {
                return Answer.unknown(
                        "ufw does not tell: " + firstLine(ufw.get().text()));
            }
            Optional<Answer> told = UfwStatus.judge(ufw.get().text(), port);
            if (told.isPresent()) {
                return told.get();
            }
        }
        Optional<Programs.Answer> nft = programs.run("nft", "list", "ruleset");
        if (nft.isEmpty()) {
            return Answer.unknown("no firewall that can be asked is there (firewall-cmd, ufw, nft)");
        }
        if (nft.get().exit() != 0) {
            return Answer.unknown("nft does not tell: " + firstLine(nft.get().text()));
        }
        return nftables(nft.get().text());
    }

    /** Empty if it does not run. The interface of a link has the default zone unless somebody gave it another one. */
    private Optional<Answer> firewalld(int port) throws InterruptedException {
        Optional<Programs.Answer> zone = programs.run("firewall-cmd", "--get-default-zone");
        if (zone.isEmpty() || zone.get().text().contains("not running")) {
            return Optional.empty();
        }
        String name = zone.get().text().strip();
        Optional<Programs.Answer> port7236 = programs.run("firewall-cmd", "--query-port=" + port + "/tcp");
        String says = port7236.map(answer -> answer.text().strip()).orElse("");
        if (zone.get().exit() == 0 && (says.equals("yes") || name.equals("trusted"))) {
            return Optional.of(Answer.open("firewalld's zone " + name + " lets TCP port " + port + " in"));
        }
        if (zone.get().exit() == 0 && says.equals("no")) {
            return Optional.of(Answer.closed(
                    "firewalld's default zone " + name + " does not let TCP port " + port + " in",
                    "firewall-cmd --permanent --add-port=" + port
                            + "/tcp, and firewall-cmd --reload; or give the link's"
                            + " interface a zone that lets it in."));
        }
        return Optional.of(Answer.unknown(
                "firewalld does not tell: " + firstLine(zone.get().exit() == 0 ? says : name)));
    }

    /** Rules are not followed: only a set that cannot refuse anything is a clear answer. */
    private static Answer nftables(String ruleset) {
        List<String> lines = ruleset.lines().map(String::strip).toList();
        boolean hasInput = lines.stream().anyMatch(line -> line.contains("hook input"));
        boolean mayRefuse = lines.stream()
                .anyMatch(line -> line.contains("policy drop") || line.matches("(.*\\s)?(drop|reject|queue)\\b.*"));
        return hasInput && mayRefuse
                ? Answer.unknown("nftables has rules that refuse some connections; see nft list ruleset")
                : Answer.open("nftables refuses no connection");
    }

    private static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("it says nothing");
    }
}
