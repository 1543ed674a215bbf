// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import miracast.shell.doctor.Firewall.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the words of firewalls. */
@Timeout(120)
class FirewallTest {
    private static final int PORT = 7236;
    private static final String JAVA = "C:\\Program Files\\Java\\bin\\java.exe";
    private static final String UFW = """
            Status: active
            Logging: on (low)
            Default: deny (incoming), allow (outgoing), disabled (routed)
            New profiles: skip

            To                         Action      From
            --                         ------      ----
            22/tcp                     ALLOW IN    Anywhere
            %s
            22/tcp (v6)                ALLOW IN    Anywhere (v6)
            """;
    private static final String PUBLIC_PROFILE = """

            HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\PublicProfile
                DisableNotifications    REG_DWORD    0x0
                EnableFirewall    REG_DWORD    0x1

            """;
    private static final String RULES = """

            HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules
                RemoteDesktop-In-TCP    REG_SZ    v2.31|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=3389|Name=x|
                {6C0F5A1B-0000-4000-8000-000000000001}    REG_SZ    v2.31|Action=Allow|Active=TRUE|Dir=In|%s|Name=Ü|

            """;

    private final Map<String, Programs.Answer> answers = new LinkedHashMap<>();

    private Firewall.Answer ask(boolean isWindows) throws InterruptedException {
        Programs recorded = command -> Optional.ofNullable(answers.get(String.join(" ", command)));
        return new Firewall(recorded, isWindows, JAVA).ask(PORT);
    }

    private Firewall.Answer linux() throws InterruptedException {
        return ask(false);
    }

    private void says(String command, int exit, String text) {
        answers.put(command, new Programs.Answer(exit, text));
    }

    @Test
    void whereNobodyCanBeAskedNothingIsKnown() throws Exception {
        assertThat(linux())
                .isEqualTo(Firewall.Answer.unknown("no firewall that can be asked is there (firewall-cmd, ufw, nft)"));
        assertThat(ask(true).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void firewalldIsAskedForThePort() throws Exception {
        says("firewall-cmd --get-default-zone", 0, "public\n");
        says("firewall-cmd --query-port=7236/tcp", 1, "no\n");
        assertThat(linux().verdict()).isEqualTo(Verdict.CLOSED);
        assertThat(linux().remedy()).contains("firewall-cmd --permanent --add-port=7236/tcp");

        says("firewall-cmd --query-port=7236/tcp", 0, "yes\n");
        assertThat(linux()).isEqualTo(Firewall.Answer.open("firewalld's zone public lets TCP port 7236 in"));

        says("firewall-cmd --get-default-zone", 0, "trusted\n");
        says("firewall-cmd --query-port=7236/tcp", 1, "no\n");
        assertThat(linux().verdict()).isEqualTo(Verdict.OPEN);

        says("firewall-cmd --get-default-zone", 253, "Authorization failed.\n");
        assertThat(linux()).isEqualTo(Firewall.Answer.unknown("firewalld does not tell: Authorization failed."));
    }

    @Test
    void whatIsInstalledAndDoesNotRunIsPassedOver() throws Exception {
        says("firewall-cmd --get-default-zone", 252, "FirewallD is not running\n");
        says("ufw status verbose", 0, "Status: inactive\n");
        says("nft list ruleset", 0, "");

        assertThat(linux()).isEqualTo(Firewall.Answer.open("nftables refuses no connection"));
    }

    @Test
    void ufwTellsOnlyRoot() throws Exception {
        says("ufw status verbose", 1, "ERROR: You need to be root to run this script\n");

        assertThat(linux())
                .isEqualTo(Firewall.Answer.unknown("ufw does not tell: ERROR: You need to be root to run this script"));
    }

    @ParameterizedTest
    @CsvSource({
        "7236/tcp                   ALLOW IN    Anywhere, OPEN",
        "7236                       LIMIT IN    Anywhere, OPEN",
        "'8000,7000:7300/tcp         ALLOW IN    Anywhere', OPEN",
        "Anywhere                   ALLOW IN    Anywhere, OPEN",
        "7236/tcp                   DENY IN     Anywhere, CLOSED",
        "7236/udp                   ALLOW IN    Anywhere, CLOSED",
        "7236/tcp                   ALLOW OUT   Anywhere, CLOSED",
        "80/tcp                     ALLOW IN    Anywhere, CLOSED",
        "7236/tcp (v6)              ALLOW IN    Anywhere (v6), CLOSED",
        "7236/tcp                   ALLOW IN    192.168.1.0/24, UNKNOWN",
        "7236/tcp on p2p0           ALLOW IN    Anywhere, UNKNOWN",
        "Anywhere on p2p0           ALLOW IN    Anywhere, UNKNOWN",
        "OpenSSH                    ALLOW IN    Anywhere, UNKNOWN"
    })
    void theFirstRuleOfUfwThatFitsDecides(String rule, Verdict verdict) throws Exception {
        says("ufw status verbose", 0, UFW.formatted(rule));

        assertThat(linux().verdict()).isEqualTo(verdict);
    }

    @Test
    void whatUfwHasNoRuleForGoesByItsDefault() throws Exception {
        says("ufw status verbose", 0, UFW.formatted("").replace("deny (incoming)", "allow (incoming)"));

        assertThat(linux().verdict()).isEqualTo(Verdict.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy drop; ct state established accept", "policy accept; tcp dport 7236 drop"})
    void rulesOfNftablesAreNotJudged(String rules) throws Exception {
        says(
                "nft list ruleset",
                0,
                "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; "
                        + rules.replace("; ", ";\n\t\t") + "\n\t}\n}\n");

        assertThat(linux().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void nftablesThatRefuseNothingAreOpen() throws Exception {
        says(
                "nft list ruleset",
                0,
                "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; policy accept;\n\t}\n}\n");
        assertThat(linux().verdict()).isEqualTo(Verdict.OPEN);

        says(
                "nft list ruleset",
                1,
                "Operation not permitted (you must be root)\nnetlink: Error: cache initialization failed");
        assertThat(linux().what()).isEqualTo("nft does not tell: Operation not permitted (you must be root)");
    }

    @ParameterizedTest
    @CsvSource({
        "Protocol=6|LPort=7236, OPEN",
        "Protocol=6|LPort=80|LPort=7236|RA4=LocalSubnet|Profile=Private|Profile=Public, OPEN",
        "Protocol=6|LPort2_10=7000-7300, OPEN",
        "App=c:\\program files\\java\\bin\\java.exe, OPEN",
        "Protocol=6|LPort=7236|Profile=Private, CLOSED",
        "Protocol=17|LPort=7236, CLOSED",
        "Protocol=6|LPort=80, CLOSED",
        "Protocol=6|LPort=RPC, CLOSED",
        "Protocol=6|LPort=7236|RA4=10.0.0.1, CLOSED",
        "Protocol=6|LPort=7236|Svc=upnphost, CLOSED",
        "App=C:\\Other\\javaw.exe, CLOSED"
    })
    void rulesOfWindowsAreReadFromItsRegistry(String rule, Verdict verdict) throws Exception {
        windows(PUBLIC_PROFILE, RULES.formatted(rule));

        assertThat(ask(true).verdict()).isEqualTo(verdict);
    }

    private void windows(String profile, String rules) {
        says("reg query " + WindowsRules.PROFILE, 0, profile);
        says("reg query " + WindowsRules.RULES, 0, rules);
    }

    @Test
    void aRuleOfWindowsThatBlocksGoesBeforeOneThatAllows() throws Exception {
        windows(
                PUBLIC_PROFILE,
                RULES.formatted("Protocol=6|LPort=7236")
                        + "    {B}    REG_SZ    v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|App=" + JAVA + "|\n");

        assertThat(ask(true).verdict()).isEqualTo(Verdict.CLOSED);
        assertThat(ask(true).remedy()).contains("localport=7236");
    }

    @Test
    void theProfileOfWindowsGoesBeforeItsRules() throws Exception {
        windows(PUBLIC_PROFILE.replace("EnableFirewall    REG_DWORD    0x1", "EnableFirewall    REG_DWORD    0x0"), "");
        assertThat(ask(true).verdict()).isEqualTo(Verdict.OPEN);

        windows(PUBLIC_PROFILE + "    DoNotAllowExceptions    REG_DWORD    0x1\n", RULES.formatted("Protocol=6"));
        assertThat(ask(true).verdict()).isEqualTo(Verdict.CLOSED);

        windows(PUBLIC_PROFILE + "    DefaultInboundAction    REG_DWORD    0x0\n", "");
        assertThat(ask(true).verdict()).isEqualTo(Verdict.OPEN);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "asks sh")
    void aProgramIsGivenItsTimeAndNoMore() throws Exception {
        assertThat(new Programs.OfSystem().run("sh", "-c", "echo no >&2; echo $LC_ALL; exit 3"))
                .contains(new Programs.Answer(3, "no\nC\n"));
        assertThat(new Programs.OfSystem(50).run("sh", "-c", "exec sleep 1000")).isEmpty();
        assertThat(new Programs.OfSystem().run("no-such-program-as-this")).isEmpty();
    }

    @Test
    void anAnswerIsPartOfWhatTheDoctorSaysOfThePort() throws Exception {
        PortCheck check = new PortCheck(port -> Firewall.Answer.unknown("nobody tells"));
        assertThat(check.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what())
                        .endsWith("Whether a firewall lets displays connect to it was not checked: nobody tells."));

        check = new PortCheck(port -> Firewall.Answer.open("it lets TCP port " + port + " in"));
        assertThat(check.findings()).last().isEqualTo(Finding.ok("It lets TCP port 7236 in."));

        check = new PortCheck(port -> Firewall.Answer.closed("it does not let it in", "Do that."));
        assertThat(check.findings()).last().isEqualTo(Finding.warning("It does not let it in.", "Do that."));
    }
}
