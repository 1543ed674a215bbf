// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastLogEntry.Kind;
import miracast.api.cast.CastState;
import org.junit.jupiter.api.Test;

class CastJournalTest {
    private static final CastEnd SILENT = new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_IO_TIMEOUT, "silent");

    private final List<CastLogEntry> told = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final CastJournal journal =
            new CastJournal("c1", "Living room", CastState.SEARCHING, change -> told.add(change.entry()), () -> now);

    private void play() {
        journal.begins();
        journal.progress(CastState.LINKING, "links", "", 1);
        journal.progress(CastState.AWAITING_SINK, "waits", "", 1);
        journal.progress(CastState.NEGOTIATING, "negotiates", "tv", 1);
        journal.progress(CastState.PLAYING, "plays", "tv", 1);
    }

    @Test
    void whatIsKeptIsWhatIsTold() {
        play();

        assertThat(journal.entries()).isEqualTo(told);
        assertThat(told)
                .extracting(CastLogEntry::state)
                .containsExactly(
                        CastState.SEARCHING,
                        CastState.LINKING,
                        CastState.AWAITING_SINK,
                        CastState.NEGOTIATING,
                        CastState.PLAYING);
    }

    @Test
    void progressWithinAStateIsNoEntry() {
        play();
        journal.progress(CastState.PLAYING, "plays on", "tv", 1);

        assertThat(told).hasSize(5);
        assertThat(journal.where().detail()).isEqualTo("plays on");
    }

    @Test
    void aPauseAfterAFailureHasCauseTryAndTimeOfTheNext() {
        play();
        now = Instant.ofEpochSecond(100);

        journal.backsOff(SILENT, "silent; try 3 in 4.0 s", 2, TimeUnit.SECONDS.toNanos(4));

        CastLogEntry last = told.get(told.size() - 1);
        assertThat(last.end()).contains(SILENT);
        assertThat(last.attempt()).isEqualTo(2);
        assertThat(last.nextTry()).contains(Instant.ofEpochSecond(104));
        assertThat(last.before()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void onlyTheLastAreKept() {
        for (int i = 0; i < 100; i++) {
            journal.backsOff(SILENT, "try " + i, i, 1);
        }

        assertThat(journal.entries()).hasSize(Cast.LOG_LENGTH);
        assertThat(journal.entries().get(0).detail()).isEqualTo("try 50");
        assertThat(journal.entries().get(49).detail()).isEqualTo("try 99");
    }

    @Test
    void manyExchangesDoNotPushOutWhyTheScreenIsDark() {
        play();
        for (int i = 0; i < 1000; i++) {
            journal.part(Kind.ENCODER, "x264", "exchange " + i, 0, 0);
        }

        assertThat(journal.entries()).hasSize(5 + Cast.LOG_LENGTH / 2);
        assertThat(journal.entries().subList(0, 5)).isEqualTo(told.subList(0, 5));
        assertThat(journal.entries().get(29).detail()).isEqualTo("exchange 999");
    }

    @Test
    void manyExchangesDoNotPushOutWhatIsWrongWithAnotherPart() {
        play();
        journal.part(Kind.SOURCE_FAILED, "nope", "nope is not there", 0, 0);
        for (int i = 0; i < 1000; i++) {
            journal.part(Kind.CHANGED, "", "change " + i, 0, 0);
            journal.part(Kind.ENCODER, "x264", "exchange " + i, 0, 0);
        }

        assertThat(journal.entries()).hasSize(5 + Cast.LOG_LENGTH / 2);
        assertThat(journal.entries().get(5).detail()).isEqualTo("nope is not there");
        assertThat(journal.entries().get(28).detail()).isEqualTo("change 999");
        assertThat(journal.entries().get(29).detail()).isEqualTo("exchange 999");
    }

    @Test
    void manyFailuresLeaveRoomForNewOnesAmongTheExchanges() {
        for (int i = 0; i < 100; i++) {
            journal.part(Kind.SOURCE_FAILED, "clip", "failure " + i, 1, 0);
            journal.backsOff(SILENT, "try " + i, i, 1);
        }

        assertThat(journal.entries()).hasSize(Cast.LOG_LENGTH);
        assertThat(journal.entries())
                .isSortedAccordingTo((one, other) -> one.time().compareTo(other.time()));
        assertThat(journal.entries().get(49).detail()).isEqualTo("try 99");
        assertThat(journal.entries().get(48).detail()).isEqualTo("failure 99");
    }

    @Test
    void theScreenIsDarkFromTheEndOfItsSessionOnHoweverOftenItIsTriedAgain() {
        play();
        assertThat(journal.darkSince()).isEmpty();
        now = Instant.ofEpochSecond(60);
        journal.sessionOver(SILENT, 1);
        now = Instant.ofEpochSecond(61);
        journal.backsOff(SILENT, "silent", 1, 1);
        journal.progress(CastState.SEARCHING, "looks", "", 2);

        assertThat(journal.darkSince()).contains(Instant.ofEpochSecond(60));
    }

    @Test
    void aPausedScreenIsNotDark() {
        play();

        journal.progress(CastState.PAUSED, "pauses", "tv", 1);

        assertThat(journal.darkSince()).isEmpty();
    }
}
