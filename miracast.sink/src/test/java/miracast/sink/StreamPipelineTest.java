// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import miracast.api.sink.RtpFaults;
import miracast.wire.ts.Pid;
import miracast.wire.ts.RtpPacket;
import miracast.wire.ts.TsPacket;
import org.junit.jupiter.api.Test;

/** Each check with a fault that was planted for it, and nothing found where there is none. */
class StreamPipelineTest {
    private static final int FIRST_TS = RtpPacket.HEADER_LENGTH;

    private final TestMultiplexer source = new TestMultiplexer();
    private final PipelineFixture sink = PipelineFixture.playing();

    private List<byte[]> idr() {
        return source.picture(Pictures.idr(5_000));
    }

    private List<byte[]> predicted() {
        return source.picture(Pictures.predicted(3_000));
    }

    @Test
    void findsNothingWrongWithAStreamThatIsRight() {
        sink.receive(idr());
        for (int i = 0; i < 100; i++) {
            sink.receive(predicted());
        }
        sink.receive(idr()).finish();
        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.idrRequests).isZero();
        assertThat(sink.counters.accessUnits.value()).isEqualTo(102);
        assertThat(sink.counters.idrPictures.value()).isEqualTo(2);
        assertThat(sink.counters.lost.value()).isZero();
        assertThat(sink.counters.continuityErrors.value()).isZero();
        assertThat(sink.counters.malformed.value()).isZero();
        assertThat(sink.counters.ptsErrors.value()).isZero();
    }

    @Test
    void givesOutAccessUnitsAsTheyWereSent() {
        byte[] first = Pictures.idr(5_000);
        byte[] second = Pictures.predicted(70_000);
        sink.receive(source.picture(first)).receive(source.picture(second)).finish();
        assertThat(sink.units).hasSize(2);
        assertThat(sink.units.get(0)).isEqualTo(first);
        assertThat(sink.units.get(1)).isEqualTo(second);
        assertThat(sink.damaged).containsOnly(false);
    }

    @Test
    void recordsTransportPacketsAsTheyWereSent() {
        List<byte[]> datagrams = new ArrayList<>(idr());
        datagrams.addAll(predicted());
        sink.receive(datagrams);
        byte[] recorded = sink.recorded.toByteArray();
        int at = 0;
        for (byte[] datagram : datagrams) {
            for (int i = FIRST_TS; i < datagram.length; i++) {
                assertThat(recorded[at++]).isEqualTo(datagram[i]);
            }
        }
        assertThat(recorded).hasSize(at);
        assertThat(sink.counters.octets.value()).isEqualTo(at);
        assertThat(sink.counters.packets.value()).isEqualTo(datagrams.size());
    }

    @Test
    void jitterDelaysAndLosesNothing() {
        PipelineFixture shaken = new PipelineFixture(new RtpFaults(0, 0, 20, 1));
        shaken.pipeline.play();
        shaken.receive(idr());
        for (int i = 0; i < 50; i++) {
            shaken.receive(predicted());
        }
        shaken.passes(20).finish();
        assertThat(shaken.units).hasSize(51);
        assertThat(shaken.complaints()).isEmpty();
        assertThat(shaken.counters.reordered.value()).isZero();
    }

    @Test
    void endsAPictureOfOpenLengthWhenNothingFollows() {
        sink.receive(idr());
        assertThat(sink.units).isEmpty();
        sink.passes(300);
        assertThat(sink.units).hasSize(1);
        sink.receive(predicted()).passes(300);
        assertThat(sink.units).hasSize(2);
        assertThat(sink.complaints()).isEmpty();
    }

    @Test
    void endsAPictureOfToldLengthWithItsLastPacket() {
        byte[] unit = Pictures.idr(2_000);
        source.pesLength = unit.length;
        sink.receive(source.picture(unit));
        assertThat(sink.units).hasSize(1);
        assertThat(sink.complaints()).isEmpty();
    }

    @Test
    void countsAMissingPacketAndFlagsThePicture() {
        List<byte[]> datagrams = idr();
        datagrams.remove(2);
        sink.receive(datagrams).passes(30).receive(predicted()).finish();
        assertThat(sink.counters.lost.value()).isEqualTo(1);
        assertThat(sink.complaints())
                .contains("after packet 2 (sequence 65531): 1 RTP packet is missing, sequence number 65532");
        assertThat(sink.damaged).containsExactly(true, false);
        assertThat(sink.counters.accessUnits.value()).isEqualTo(1);
    }

    @Test
    void asksForAnIdrPictureUntilOneComesButNotTooOften() {
        List<byte[]> datagrams = idr();
        datagrams.remove(2);
        sink.receive(datagrams).passes(100);
        assertThat(sink.idrRequests).isEqualTo(1);
        sink.passes(1000);
        assertThat(sink.idrRequests).isEqualTo(3);
        sink.receive(idr()).passes(2000);
        assertThat(sink.idrRequests).isEqualTo(3);
    }

    @Test
    void putsNeighboursThatChangedPlacesBackInOrder() {
        List<byte[]> datagrams = idr();
        datagrams.add(1, datagrams.remove(2));
        sink.receive(datagrams).finish();
        assertThat(sink.counters.reordered.value()).isEqualTo(1);
        assertThat(sink.counters.lost.value()).isZero();
        assertThat(sink.damaged).containsExactly(false);
        assertThat(sink.complaints()).isEmpty();
    }

    @Test
    void complainsOfAPacketThatComesTooLate() {
        List<byte[]> datagrams = idr();
        byte[] late = datagrams.remove(1);
        sink.receive(datagrams).passes(30).receive(late);
        assertThat(sink.counters.lost.value()).isEqualTo(1);
        assertThat(sink.counters.reordered.value()).isEqualTo(1);
        assertThat(sink.complaints()).anyMatch(text -> text.endsWith("sequence number 65531 came 4 packets too late"));
    }

    @Test
    void complainsOfAPacketThatComesTwice() {
        List<byte[]> datagrams = idr();
        datagrams.add(2, datagrams.get(1));
        sink.receive(datagrams).finish();
        assertThat(sink.complaints())
                .containsExactly("packet 2 (sequence 65531): RTP packet with sequence number 65531 came twice");
        assertThat(sink.damaged).containsExactly(false);
    }

    @Test
    void followsAStreamThatBeginsAnewElsewhere() {
        sink.receive(idr());
        source.sequence += 20_000;
        source.tableCounter = 0;
        sink.receive(idr()).receive(idr()).finish();
        assertThat(sink.complaints())
                .contains("packet 5 (sequence 65534): RTP sequence number 19999 comes, expected 65535");
        assertThat(sink.damaged).endsWith(false);
    }

    @Test
    void countsDatagramsThatAreNoRtp() {
        sink.receive(new byte[] {0, 1, 2});
        assertThat(sink.counters.malformed.value()).isEqualTo(1);
        assertThat(sink.complaints())
                .containsExactly("before the first packet: a datagram of 3 octets is no RTP packet");
    }

    @Test
    void countsRtpOfAnotherPayloadType() {
        byte[] datagram = idr().get(0);
        datagram[1] = 96;
        sink.receive(datagram);
        assertThat(sink.counters.malformed.value()).isEqualTo(1);
        assertThat(sink.complaints()).containsExactly("before the first packet: RTP payload type 96, expected 33");
    }

    @Test
    void countsRtpWithAPartOfATransportPacket() {
        byte[] datagram = Arrays.copyOf(idr().get(0), FIRST_TS + 200);
        sink.receive(datagram);
        assertThat(sink.counters.malformed.value()).isEqualTo(1);
        assertThat(sink.counters.octets.value()).isEqualTo(TsPacket.LENGTH);
    }

    @Test
    void complainsOfAnotherSsrc() {
        sink.receive(idr());
        source.ssrc = 7;
        sink.receive(predicted());
        assertThat(sink.complaints()).contains("packet 5 (sequence 65534): SSRC 00000007, expected 12345678");
    }

    @Test
    void countsATransportPacketWithoutSyncOctet() {
        List<byte[]> datagrams = idr();
        datagrams.get(0)[FIRST_TS] = 0x48;
        sink.receive(datagrams);
        assertThat(sink.counters.malformed.value()).isEqualTo(1);
        assertThat(sink.complaints().get(0))
                .isEqualTo("packet 1 (sequence 65530): transport packet begins with 0x48400010");
    }

    @Test
    void countsATransportPacketThatIsMarkedAsDamaged() {
        List<byte[]> datagrams = idr();
        datagrams.get(0)[FIRST_TS + 1] |= (byte) 0x80;
        sink.receive(datagrams);
        assertThat(sink.counters.malformed.value()).isEqualTo(1);
        assertThat(sink.complaints().get(0)).contains("PID 0x0000: transport_error_indicator is set");
    }

    @Test
    void countsAScrambledTransportPacket() {
        List<byte[]> datagrams = idr();
        datagrams.get(1)[FIRST_TS + 3] |= (byte) 0x80;
        sink.receive(datagrams);
        assertThat(sink.complaints().get(0)).contains("PID 0x1011: scrambled");
    }

    @Test
    void countsAContinuityCounterThatJumps() {
        sink.receive(idr());
        int expected = source.continuityCounter;
        source.continuityCounter = expected + 3 & 0xF;
        sink.receive(predicted()).finish();
        assertThat(sink.counters.continuityErrors.value()).isEqualTo(1);
        assertThat(sink.complaints().get(0))
                .isEqualTo("packet 6 (sequence 65535), PID 0x1011: continuity counter " + (expected + 3 & 0xF)
                        + ", expected " + expected);
        assertThat(sink.damaged).containsExactly(true, false);
    }

    @Test
    void doesNotTrustContinuityCountersAfterManyPacketsAreMissing() {
        List<byte[]> datagrams = source.picture(Pictures.idr(50_000));
        datagrams.subList(5, 21).clear();
        sink.receive(datagrams).passes(30).finish();
        assertThat(sink.counters.lost.value()).isEqualTo(16);
        assertThat(sink.damaged).containsExactly(true);
    }

    @Test
    void countsATableWithAWrongChecksum() {
        List<byte[]> datagrams = idr();
        datagrams.get(0)[FIRST_TS + 4 + 1 + 10] ^= 1;
        sink.receive(datagrams).receive(idr());
        assertThat(sink.counters.sectionErrors.value()).isEqualTo(1);
        assertThat(sink.complaints().get(0)).contains("PID 0x0000: CRC_32 of table 0 does not match");
    }

    @Test
    void complainsOfAPidThatNoTableNames() {
        sink.receive(idr());
        byte[] stranger = new byte[TsPacket.LENGTH];
        new TsPacket().wrap(ByteBuffer.wrap(stranger), 0).header(0x0200, false, 0);
        sink.receive(source.packet(stranger).datagrams());
        assertThat(sink.complaints()).containsExactly("packet 6 (sequence 65535), PID 0x0200 is not in the PMT");
    }

    @Test
    void complainsOfVideoBeforeTheTables() {
        source.tables = false;
        sink.receive(idr());
        assertThat(sink.complaints()).contains("packet 1 (sequence 65530), PID 0x1011 comes before PAT and PMT");
    }

    @Test
    void measuresTheLongestPcrInterval() {
        sink.receive(idr()).receive(predicted());
        source.time90k += 10_800;
        sink.receive(predicted());
        assertThat(sink.counters.longestPcrInterval27M.value()).isEqualTo(13_800 * 300);
        assertThat(sink.late())
                .containsExactly(
                        "packet 9 (sequence 2), PID 0x1000: 153.3 ms since the last PCR, expected 100 at most");
    }

    @Test
    void complainsOfAPcrThatGoesBack() {
        sink.receive(idr()).receive(predicted());
        source.time90k -= 4_500;
        sink.receive(predicted());
        assertThat(sink.complaints().get(0)).contains("PID 0x1000: PCR went back by 16.667 ms from 270900000");
    }

    @Test
    void countsAPtsThatDoesNotRise() {
        sink.receive(idr());
        source.time90k -= 3_000;
        List<byte[]> datagrams = predicted();
        sink.receive(datagrams);
        assertThat(sink.counters.ptsErrors.value()).isEqualTo(1);
        assertThat(sink.complaints()).anyMatch(text -> text.endsWith("PTS 909000 does not rise from 909000"));
    }

    @Test
    void ptsMayWrap() {
        source.time90k = (1L << 33) - 9_000 - 3_000;
        sink.receive(idr())
                .receive(predicted())
                .receive(predicted())
                .receive(predicted())
                .receive(predicted());
        assertThat(sink.counters.ptsErrors.value()).isZero();
        assertThat(sink.complaints()).isEmpty();
    }

    @Test
    void notesAPtsBeforeTheClockAsLate() {
        source.delay90k = 3_000;
        sink.receive(idr());
        source.delay90k = -900;
        source.time90k += 2_000;
        sink.receive(predicted());
        assertThat(sink.late())
                .containsExactly("packet 6 (sequence 65535), PID 0x1011: PTS 904100 is 10.0 ms before the clock");
    }

    @Test
    void complainsOfAPesPacketWithoutPts() {
        List<byte[]> datagrams = idr();
        int pes = indexOfPes(datagrams.get(0));
        datagrams.get(0)[pes + 7] = 0;
        sink.receive(datagrams);
        assertThat(sink.complaints()).containsExactly("packet 1 (sequence 65530), PID 0x1011: PES packet without PTS");
    }

    @Test
    void countsAUnitThatDoesNotStartWithAPesHeader() {
        List<byte[]> datagrams = idr();
        datagrams.get(0)[indexOfPes(datagrams.get(0))] = 1;
        sink.receive(datagrams);
        assertThat(sink.counters.malformed.value()).isEqualTo(1);
        assertThat(sink.complaints().get(0)).contains("PID 0x1011: no PES header where a unit starts");
    }

    @Test
    void complainsOfAPesPacketThatIsShorterThanItSays() {
        byte[] unit = Pictures.idr(2_000);
        source.pesLength = unit.length + 10;
        sink.receive(source.picture(unit));
        source.pesLength = 0;
        sink.receive(predicted()).finish();
        assertThat(sink.complaints()).anyMatch(text -> text.endsWith("PES packet ends 10 octets too early"));
        assertThat(sink.damaged).containsExactly(true, false);
    }

    @Test
    void complainsOfAPesPacketThatIsLongerThanItSays() {
        byte[] unit = Pictures.idr(2_000);
        source.pesLength = unit.length - 10;
        sink.receive(source.picture(unit));
        assertThat(sink.complaints()).anyMatch(text -> text.endsWith("10 octets behind the PES packet"));
    }

    @Test
    void complainsOfRtpBeforePlay() {
        PipelineFixture silent = new PipelineFixture(RtpFaults.NONE);
        silent.receive(idr());
        assertThat(silent.complaints()).containsExactly("RTP packets before PLAY");
        assertThat(silent.counters.packets.value()).isZero();
    }

    @Test
    void takesWhatIsOnItsWayWhenPauseIsAnsweredAndNoMore() {
        sink.receive(idr());
        sink.pipeline.pause(sink.nowNs);
        sink.receive(predicted());
        assertThat(sink.complaints()).isEmpty();
        sink.passes(600).receive(predicted());
        assertThat(sink.complaints()).singleElement().asString().startsWith("RTP packets 60");
    }

    @Test
    void doesNotCountAPauseAsAGap() {
        sink.receive(idr());
        sink.pipeline.pause(sink.nowNs);
        sink.passes(5_000);
        source.time90k += 450_000;
        sink.pipeline.play();
        sink.receive(idr()).receive(predicted()).finish();
        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.counters.longestGapNs.value()).isLessThan(100_000_000);
        assertThat(sink.counters.longestPcrInterval27M.value()).isEqualTo(900_000);
    }

    @Test
    void measuresTheLongestGapBetweenPictures() {
        sink.receive(idr())
                .receive(predicted())
                .passes(120)
                .receive(predicted())
                .finish();
        assertThat(sink.counters.longestGapNs.value()).isBetween(120_000_000L, 130_000_000L);
    }

    @Test
    void complainsWhenTheFirstPictureAfterAPauseIsNoIdrPicture() {
        sink.receive(idr());
        sink.pipeline.pause(sink.nowNs);
        sink.passes(600);
        sink.pipeline.play();
        sink.receive(predicted()).finish();
        assertThat(sink.complaints()).containsExactly("picture 2 is the first and no IDR picture");
        sink.passes(1);
        assertThat(sink.idrRequests).isEqualTo(1);
    }

    @Test
    void takesWhatIsStillOnItsWayWhenItPlaysAgainAtOnce() {
        sink.receive(idr());
        sink.pipeline.pause(sink.nowNs);
        sink.pipeline.play();
        sink.receive(predicted()).receive(predicted());
        sink.receive(idr()).receive(predicted()).finish();
        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.counters.accessUnits.value()).isEqualTo(5);
        sink.passes(1);
        assertThat(sink.idrRequests).isZero();
    }

    @Test
    void complainsWhenNoIdrPictureComesThoughNothingCanBeOnItsWayAnyMore() {
        sink.receive(idr());
        sink.pipeline.pause(sink.nowNs);
        sink.pipeline.play();
        sink.receive(predicted()).passes(600);
        sink.receive(predicted()).receive(predicted()).finish();
        assertThat(sink.complaints()).containsExactly("picture 3 is the first and no IDR picture");
    }

    @Test
    void takesTheRestOfAPictureThatIsCutInTwoByAPause() {
        List<byte[]> large = source.picture(Pictures.idr(5_000));
        large.subList(0, 2).forEach(sink::receive);
        sink.pipeline.pause(sink.nowNs);
        large.subList(2, large.size()).forEach(sink::receive);
        sink.passes(1_000);
        source.time90k += 90_000;
        sink.pipeline.play();
        sink.receive(idr()).finish();
        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.counters.accessUnits.value()).isEqualTo(2);
        assertThat(sink.counters.longestGapNs.value()).isLessThan(100_000_000);
    }

    // The end of the session, and of what is seen.

    private static List<byte[]> withoutTheLast(List<byte[]> datagrams) {
        return datagrams.subList(0, datagrams.size() - 1);
    }

    @Test
    void leavesOutAPictureThatTheEndCutsOff() {
        sink.receive(idr()).receive(withoutTheLast(predicted())).finish();
        assertThat(sink.counters.cutByEnd.value()).isEqualTo(1);
        assertThat(sink.counters.accessUnits.value()).isEqualTo(1);
        assertThat(sink.units).hasSize(1);
        assertThat(sink.complaints()).isEmpty();
    }

    @Test
    void recordsNothingOfAPictureThatTheEndCutsOff() {
        sink.receive(idr());
        List<byte[]> cut = withoutTheLast(predicted());
        sink.receive(cut).finish();
        int octets = cut.stream()
                .mapToInt(datagram -> datagram.length - RtpPacket.HEADER_LENGTH)
                .sum();
        // The clock is before the picture, not part of it.
        assertThat(sink.cutOctets).isEqualTo(octets - TsPacket.LENGTH);
    }

    @Test
    void aLastPictureThatIsWholeIsOneLikeTheOthers() {
        sink.receive(idr()).receive(predicted()).finish();
        assertThat(sink.counters.cutByEnd.value()).isZero();
        assertThat(sink.counters.accessUnits.value()).isEqualTo(2);
        assertThat(sink.cutOctets).isZero();
    }

    @Test
    void aLastPictureThatHappensToFillItsLastTransportPacketIsWhole() {
        int octets = 3_000;
        while (!fillsItsLastPacket(new TestMultiplexer().picture(Pictures.predicted(octets)))) {
            octets++;
        }
        sink.receive(idr()).receive(source.picture(Pictures.predicted(octets))).finish();
        assertThat(sink.counters.cutByEnd.value()).isZero();
        assertThat(sink.units).hasSize(2);
    }

    /** Its last transport packet, that is; the RTP packet around it has room for more. */
    private static boolean fillsItsLastPacket(List<byte[]> datagrams) {
        byte[] last = datagrams.get(datagrams.size() - 1);
        boolean isStuffed = (last[last.length - TsPacket.LENGTH + 3] & 0x20) != 0;
        return !isStuffed && last.length < RtpPacket.HEADER_LENGTH + RtpPacket.MAX_TS_PACKETS * TsPacket.LENGTH;
    }

    @Test
    void leavesOutALastPictureWithFewerSlicesThanTheOthers() {
        byte[] first = Pictures.slice(1, 0, 5, 1000);
        byte[] second = Pictures.slice(1, 600, 5, 1000);
        byte[] idr = Pictures.unit(
                Pictures.DELIMITER,
                Pictures.SPS_640X480,
                Pictures.PPS,
                Pictures.slice(5, 0, 7, 1000),
                Pictures.slice(5, 600, 7, 1000));
        AgreedFormat format = PipelineFixture.FORMAT;
        sink.pipeline.expect(new AgreedFormat(format.mode(), format.profile(), format.level(), 2), Optional.empty());
        sink.receive(source.picture(idr))
                .receive(source.picture(Pictures.unit(Pictures.DELIMITER, first, second)))
                .receive(source.picture(Pictures.unit(Pictures.DELIMITER, first)))
                .finish();
        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.counters.accessUnits.value()).isEqualTo(2);
        assertThat(sink.counters.cutByEnd.value()).isEqualTo(1);
    }

    @Test
    void leavesOutALastPictureOfToldLengthThatIsNotAllThere() {
        sink.receive(idr());
        byte[] unit = Pictures.predicted(3_000);
        source.pesLength = unit.length;
        sink.receive(withoutTheLast(source.picture(unit))).finish();
        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.counters.cutByEnd.value()).isEqualTo(1);
    }

    @Test
    void waitsLongerForWhatAPictureSeemsToLack() {
        sink.receive(idr());
        List<byte[]> datagrams = predicted();
        sink.receive(withoutTheLast(datagrams)).passes(1_500);
        assertThat(sink.units).hasSize(1);
        sink.receive(datagrams.get(datagrams.size() - 1)).passes(300);
        assertThat(sink.damaged).containsExactly(false, false);
        assertThat(sink.complaints()).isEmpty();
    }

    @Test
    void aPictureThatIsCutOffInTheMiddleIsOneOfTheStream() {
        sink.receive(idr()).receive(withoutTheLast(predicted())).passes(2_100).finish();
        assertThat(sink.counters.cutByEnd.value()).isZero();
        assertThat(sink.units).hasSize(2);
    }

    @Test
    void aPictureThatLostPacketsIsDamagedAlsoAtTheEnd() {
        sink.receive(idr());
        List<byte[]> datagrams = source.picture(Pictures.predicted(12_000));
        datagrams.remove(1);
        sink.receive(withoutTheLast(datagrams)).passes(30).finish();
        assertThat(sink.damaged).containsExactly(false, true);
        assertThat(sink.counters.cutByEnd.value()).isZero();
    }

    private static int indexOfPes(byte[] datagram) {
        TsPacket packet = new TsPacket();
        ByteBuffer buffer = ByteBuffer.wrap(datagram);
        int at = FIRST_TS;
        while (packet.wrap(buffer, at).pid() != Pid.VIDEO) {
            at += TsPacket.LENGTH;
        }
        return packet.payloadIndex();
    }
}
