// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastTarget;
import miracast.api.cast.DeclaredCast;
import miracast.api.cast.DeclaredCast.State;
import miracast.api.cast.DeclaredCastChange;
import org.junit.jupiter.api.Test;

class ConfiguredCastTest {
    /** A Monday. */
    private static final Instant BEGIN =
            OffsetDateTime.parse("2026-11-23T12:00+01:00").toInstant();

    private static final Origin FILE_IS_THERE = (pid, properties) -> false;

    private final ManualAgenda agenda = new ManualAgenda(BEGIN);
    private final FakeHost host = new FakeHost();

    /** In the order of Declarative Services: constructor, references that are there, activate method. */
    private ConfiguredCast declared(Written written) {
        ConfiguredCast declared = new ConfiguredCast(agenda, FILE_IS_THERE, written.properties());
        declared.bindHost(host);
        declared.begin(written.config(), written.properties());
        return declared;
    }

    private ConfiguredCast declaredWithoutHost(Written written, Origin origin) {
        ConfiguredCast declared = new ConfiguredCast(agenda, origin, written.properties());
        declared.begin(written.config(), written.properties());
        return declared;
    }

    private static void change(ConfiguredCast declared, Written written) {
        declared.declare(written.config(), written.properties());
    }

    private static Written toLobby() {
        return Written.with("device", "Lobby");
    }

    private static Written fromEightToSix() {
        return toLobby().and("schedule", "Mon-Fri 08:00-18:00").and("zone", "Europe/Berlin");
    }

    @Test
    void beginsItsCastAtOnce() {
        ConfiguredCast declared = declared(toLobby());

        assertThat(host.only().request.target()).isEqualTo(CastTarget.device("Lobby"));
        assertThat(declared.state()).isEqualTo(State.CASTING);
        assertThat(declared.cast()).contains(host.only().cast());
        assertThat(declared.name()).isEqualTo("lobby");
        assertThat(declared.pid()).isEqualTo(Written.PID);
        assertThat(declared.detail()).isEqualTo("playing on TV");
        assertThat(declared.next()).isEmpty();
    }

    @Test
    void withoutAHostItWaitsForOne() {
        ConfiguredCast declared = declaredWithoutHost(toLobby(), FILE_IS_THERE);
        assertThat(declared.state()).isEqualTo(State.NO_HOST);

        declared.bindHost(host);

        assertThat(statesOf(declared)).containsExactly(State.NO_HOST, State.CASTING);
    }

    @Test
    void whatAFileDeclaredThatIsGoneHasNoCastUntilItIsDeclaredAnew() {
        ConfiguredCast declared = declaredWithoutHost(toLobby(), (pid, properties) -> true);
        declared.bindHost(host);
        assertThat(host.begun).isEmpty();

        change(declared, toLobby());

        assertThat(host.begun).hasSize(1);
        assertThat(declared.state()).isEqualTo(State.CASTING);
    }

    @Test
    void aHostThatGoesIsNotUsedAnyMoreAndTheNextOneGoesOn() {
        ConfiguredCast declared = declared(toLobby());

        declared.unbindHost(host);

        assertThat(host.only().stopped).isTrue();
        assertThat(declared.state()).isEqualTo(State.NO_HOST);
        assertThat(declared.cast()).isEmpty();
        host.only().end(CastEnd.Cause.STOPPED);
        assertThat(declared.state()).isEqualTo(State.NO_HOST);

        FakeHost next = new FakeHost();
        declared.bindHost(next);
        assertThat(next.only().stopped).isFalse();
        assertThat(declared.state()).isEqualTo(State.CASTING);
    }

    @Test
    void aHostThatIsOutrankedIsLeftForTheBetterOne() {
        ConfiguredCast declared = declared(toLobby());
        FakeHost better = new FakeHost();

        declared.bindHost(better);
        declared.unbindHost(host);
        host.only().end(CastEnd.Cause.STOPPED);

        assertThat(host.only().stopped).isTrue();
        assertThat(declared.cast()).contains(better.only().cast());
    }

    private List<State> statesOf(ConfiguredCast declared) {
        return declared.log().stream().map(DeclaredCastChange::state).toList();
    }

    @Test
    void whatBecomesOfItIsKept() {
        ConfiguredCast declared = declared(fromEightToSix());

        agenda.advance(Duration.ofHours(6));
        host.only().end(CastEnd.Cause.STOPPED);

        assertThat(statesOf(declared)).containsExactly(State.CASTING, State.OFF_HOURS);
        assertThat(declared.log().get(0).before()).isEqualTo(State.CASTING);
        DeclaredCastChange last = declared.log().get(1);
        assertThat(last.before()).isEqualTo(State.CASTING);
        assertThat(last.time()).isEqualTo(BEGIN.plus(Duration.ofHours(6)));
        assertThat(last.detail()).startsWith("nothing to show before Tue");
        assertThat(last.next()).contains(BEGIN.plus(Duration.ofHours(20)));
    }

    @Test
    void aConfigurationThatIsRefusedIsKeptAsOften() {
        ConfiguredCast declared = declared(toLobby());

        change(declared, toLobby().and("bitRate", "1"));
        change(declared, toLobby());

        assertThat(statesOf(declared)).containsExactly(State.CASTING, State.CASTING, State.CASTING);
        assertThat(declared.log())
                .extracting(change -> change.problems().size())
                .containsExactly(0, 1, 0);
        assertThat(declared.log().get(1).detail()).contains("the last change is wrong");
    }

    @Test
    void onlyTheLastChangesAreKept() {
        ConfiguredCast declared = declared(toLobby());

        for (int i = 0; i < DeclaredCast.LOG_LENGTH; i++) {
            declared.unbindHost(host);
            declared.bindHost(host);
        }

        assertThat(declared.log())
                .hasSize(DeclaredCast.LOG_LENGTH)
                .last()
                .satisfies(change -> assertThat(change.state()).isEqualTo(State.CASTING));
    }

    @Test
    void whoeverWantsToKnowIsToldAlsoOfWhatWasBefore() {
        List<String> told = new ArrayList<>();
        Announcer announcer = (pid, name, change) -> told.add(pid + " " + name + " " + change.state());
        ConfiguredCast declared = declared(toLobby());

        declared.bindAnnouncer(announcer);
        assertThat(told).containsExactly(Written.PID + " lobby CASTING");
        declared.unbindAnnouncer(announcer);
        declared.unbindHost(host);

        assertThat(told).hasSize(1);
    }

    @Test
    void theCastEndsWithItsConfiguration() {
        ConfiguredCast declared = declared(fromEightToSix());

        declared.close();

        assertThat(host.only().stopped).isTrue();
        host.only().end(CastEnd.Cause.STOPPED);
        assertThat(host.begun).hasSize(1);
        assertThat(agenda.waiting()).isZero();
    }

    @Test
    void aWrongConfigurationHasNoCastAndSaysWhy() {
        ConfiguredCast declared = declared(toLobby().and("zone", "nowhere").and("bitRate", "1"));

        assertThat(host.begun).isEmpty();
        assertThat(declared.state()).isEqualTo(State.INVALID);
        assertThat(declared.problems()).hasSize(2);
        assertThat(declared.detail()).contains("zone 'nowhere'").contains("bitRate '1'");
    }

    @Test
    void aWrongConfigurationThatIsMendedBegins() {
        ConfiguredCast declared = declared(toLobby().and("zone", "nowhere"));

        change(declared, toLobby());

        assertThat(declared.state()).isEqualTo(State.CASTING);
        assertThat(declared.problems()).isEmpty();
    }

    @Test
    void aWrongChangeLeavesWhatPlaysAlone() {
        ConfiguredCast declared = declared(toLobby());

        change(declared, toLobby().and("modes", "big"));

        assertThat(host.only().stopped).isFalse();
        assertThat(host.only().changes).isEmpty();
        assertThat(declared.state()).isEqualTo(State.CASTING);
        assertThat(declared.problems()).singleElement().asString().contains("modes 'big'");
        assertThat(declared.detail())
                .contains("; the last change is wrong, so what was before plays on: " + Written.PID + ": modes 'big'");
    }

    @Test
    void aChangeIsHandedToTheCastThatPlays() {
        ConfiguredCast declared = declared(toLobby());

        change(declared, toLobby().and("source", "media:/srv/b.mp4"));

        assertThat(host.only().stopped).isFalse();
        assertThat(host.only().request.source()).isEqualTo("media:/srv/b.mp4");
    }

    @Test
    void anotherDeviceIsAnotherCastOnceTheOldOneHasEnded() {
        ConfiguredCast declared = declared(toLobby());

        change(declared, Written.with("device", "Kitchen"));

        assertThat(host.only().stopped).isTrue();
        assertThat(declared.state()).isEqualTo(State.BACKING_OFF);
        host.only().end(CastEnd.Cause.STOPPED);
        assertThat(host.begun).hasSize(2);
        assertThat(host.last().request.target()).isEqualTo(CastTarget.device("Kitchen"));
        assertThat(declared.state()).isEqualTo(State.CASTING);
    }

    @Test
    void aNewScheduleThatIsOpenNowDoesNotTouchTheCast() {
        ConfiguredCast declared = declared(toLobby());

        change(declared, fromEightToSix());

        assertThat(host.only().stopped).isFalse();
        assertThat(declared.detail()).isEqualTo("playing on TV; off from Mon 2026-11-23 18:00 Europe/Berlin");
    }

    @Test
    void aChangeThatTheHostRefusesIsTriedAgainWhileTheOldOnePlays() {
        ConfiguredCast declared = declared(toLobby());
        host.only().refusal = new IllegalArgumentException("source of sound 'tone' is not there");

        change(declared, toLobby().and("audio", "tone"));

        assertThat(declared.state()).isEqualTo(State.CASTING);
        assertThat(declared.detail())
                .isEqualTo("playing on TV; cannot be changed: source of sound 'tone' is not there; try 2 in 1 s");
        host.only().refusal = null;
        agenda.advance(Duration.ofSeconds(1));
        assertThat(host.only().request.audioSource()).contains("tone");
        assertThat(declared.detail()).isEqualTo("playing on TV");
    }

    @Test
    void theScheduleEndsAndBeginsTheCast() {
        ConfiguredCast declared = declared(fromEightToSix());

        agenda.advance(Duration.ofHours(6));
        assertThat(host.only().stopped).isTrue();
        assertThat(declared.state()).isEqualTo(State.OFF_HOURS);
        assertThat(declared.detail()).isEqualTo("nothing to show before Tue 2026-11-24 08:00 Europe/Berlin");
        assertThat(declared.since()).isEqualTo(BEGIN.plus(Duration.ofHours(6)));
        assertThat(declared.next()).contains(BEGIN.plus(Duration.ofHours(20)));
        host.only().end(CastEnd.Cause.STOPPED);

        agenda.advance(Duration.ofHours(14).minusSeconds(1));
        assertThat(host.begun).hasSize(1);
        agenda.advance(Duration.ofSeconds(1));
        assertThat(host.begun).hasSize(2);
        assertThat(declared.state()).isEqualTo(State.CASTING);
    }

    @Test
    void aScheduleThatIsLiftedBeginsTheCast() {
        agenda.advance(Duration.ofHours(8));
        ConfiguredCast declared = declared(fromEightToSix());
        assertThat(declared.state()).isEqualTo(State.OFF_HOURS);
        assertThat(host.begun).isEmpty();

        change(declared, toLobby());

        assertThat(declared.state()).isEqualTo(State.CASTING);
    }

    @Test
    void aClockThatIsSetIsNoticedWithinAMinute() {
        agenda.set(Instant.EPOCH);
        ConfiguredCast declared = declared(fromEightToSix());
        assertThat(declared.state()).isEqualTo(State.OFF_HOURS);

        agenda.set(BEGIN);
        agenda.advance(Duration.ofMinutes(1));

        assertThat(declared.state()).isEqualTo(State.CASTING);
    }

    @Test
    void whateverEndsTheCastItBeginsAgainAndAgainWithGrowingPauses() {
        ConfiguredCast declared = declared(toLobby());

        host.last().end(CastEnd.Cause.FAILED);
        assertThat(declared.state()).isEqualTo(State.BACKING_OFF);
        assertThat(declared.detail()).isEqualTo("cast lobby ended: over; try 2 in 1 s");
        assertThat(declared.since()).isEqualTo(BEGIN);
        assertThat(declared.next()).contains(BEGIN.plusSeconds(1));
        agenda.advance(Duration.ofSeconds(1));
        assertThat(host.begun).hasSize(2);

        host.last().end(CastEnd.Cause.STOPPED);
        assertThat(declared.detail()).isEqualTo("cast lobby ended: over; try 3 in 2 s");
        agenda.advance(Duration.ofSeconds(2));
        assertThat(host.begun).hasSize(3);

        agenda.advance(Duration.ofMinutes(2));
        host.last().end(CastEnd.Cause.FAILED);
        assertThat(declared.detail()).endsWith("try 2 in 1 s");
    }

    @Test
    void aCastThatTheHostRefusesIsTriedAgainUpToAMinuteApart() {
        host.refusal = new IllegalArgumentException("id 'lobby' is taken by another cast");
        ConfiguredCast declared = declared(toLobby());
        assertThat(declared.detail()).isEqualTo("cannot begin: id 'lobby' is taken by another cast; try 2 in 1 s");

        agenda.advance(Duration.ofMinutes(5));
        assertThat(declared.detail()).endsWith("in 60 s");
        host.refusal = null;
        agenda.advance(Duration.ofMinutes(1));

        assertThat(declared.state()).isEqualTo(State.CASTING);
    }

    private static String logged(Runnable task) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anIdThatStaysTakenIsWarnedOfOnce() {
        Cast other = host.cast(
                CastRequest.to(CastTarget.device("Kitchen")).id("lobby").build());
        host.refusal = new IllegalArgumentException("id 'lobby' is taken by another cast");
        ConfiguredCast declared = declared(toLobby());

        assertThat(logged(() -> agenda.advance(Duration.ofSeconds(14))))
                .as("while it may still be ending")
                .isEmpty();
        assertThat(logged(() -> agenda.advance(Duration.ofHours(1))))
                .containsOnlyOnce("WARN")
                .contains(Written.PID + ": another cast is called 'lobby', too");

        host.begun.removeIf(cast -> cast.cast() == other);
        host.refusal = null;
        agenda.advance(Duration.ofMinutes(1));
        assertThat(declared.state()).isEqualTo(State.CASTING);
    }

    @Test
    void whatElseAHostRefusesIsNoWarning() {
        host.refusal = new IllegalArgumentException("source of sound 'tone' is not there");
        declared(toLobby().and("audio", "tone"));

        assertThat(logged(() -> agenda.advance(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void aChangeNeedNotWaitForThePause() {
        host.refusal = new IllegalArgumentException("no");
        ConfiguredCast declared = declared(toLobby());
        agenda.advance(Duration.ofMinutes(5));
        host.refusal = null;

        change(declared, toLobby());

        assertThat(declared.state()).isEqualTo(State.CASTING);
    }
}
