// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import miracast.api.driver.DisplayRequest.SetActive;
import miracast.driver.RawSink;
import miracast.driver.ReceivedStream;
import miracast.driver.ReceivedStream.Pes;
import miracast.driver.ReceivedStream.Rtp;
import miracast.driver.ReceivedStream.Ts;
import miracast.driver.Rig;
import miracast.driver.TestHost;
import org.awaitility.core.ConditionFactory;

/**
 * The way of pictures from a host to what its display shows. As strict as the strictest display: one lost, doubled or damaged
 * packet is an error.
 */
final class Screen {
    private static final int PAT = 0;
    private static final int PMT = 0x0100;
    private static final int VIDEO = 0x1011;
    private static final int AUDIO = 0x1100;

    private final TestHost host;
    private final RawSink sink;
    private final ReceivedStream stream;
    private int fed;
    private int shown;

    Screen(Rig rig) {
        host = rig.host();
        sink = rig.sink();
        stream = new ReceivedStream(sink);
    }

    /** After PLAY: pictures come, from an IDR picture on, and the stream began with tables. */
    void assertShowsFromIdr() throws IOException {
        awaitActive(true);
        // What an encoder had in its pipe, of no use to a display that begins here.
        feed(false);
        TestPicture first = feed(true);
        TestPicture second = feed(false);
        assertThat(next()).isEqualTo(first);
        assertThat(next()).isEqualTo(second);
        assertThat(stream.ts().get(0).pid()).isEqualTo(PAT);
        assertThat(stream.ts().get(1).pid()).isEqualTo(PMT);
    }

    /** While playing: the next picture comes, and the dialogue goes on too, whatever happened. */
    void assertGoesOn() throws IOException {
        TestPicture picture = feed(false);
        assertThat(next()).isEqualTo(picture);
        assertThat(sink.request("GET_PARAMETER", RawSink.URI, "").status()).isEqualTo(200);
        assertThat(host.pendingReports()).isZero();
    }

    /** Waits until the host was told whether pictures are to flow. */
    void awaitActive(boolean active) {
        soon().until(() -> {
            List<SetActive> told = host.requests(SetActive.class);
            return !told.isEmpty() && told.get(told.size() - 1).active() == active;
        });
    }

    /** Awaits what is a matter of milliseconds. */
    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    /** Has the host's encoder make a picture. */
    TestPicture feed(boolean idr) {
        TestPicture picture = new TestPicture(idr, fed++);
        host.feed(idr, picture.accessUnit());
        return picture;
    }

    /** The next picture that the display shows; waits for it. */
    TestPicture next() throws IOException {
        shown++;
        stream.untilPictures(shown, TestPicture.OCTETS);
        checkSequence();
        return TestPicture.of(stream.pes(VIDEO).get(shown - 1).payload());
    }

    private void checkSequence() {
        List<Rtp> packets = stream.rtp();
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).sequence())
                    .as("RTP sequence number of packet %s", i)
                    .isEqualTo(packets.get(i - 1).sequence() + 1 & 0xFFFF);
            assertThat(packets.get(i).ssrc()).isEqualTo(packets.get(0).ssrc());
        }
        List<Ts> video = stream.ts(VIDEO);
        for (int i = 1; i < video.size(); i++) {
            assertThat(video.get(i).counter())
                    .as("continuity counter of packet %s", i)
                    .isEqualTo(video.get(i - 1).counter() + 1 & 0xF);
        }
    }

    /** Presentation times of the pictures shown, in 1/90000 s. */
    List<Long> presentationTimes() {
        return stream.pes(VIDEO).stream().limit(shown).map(Pes::pts).toList();
    }

    /** Clock references so far, in 1/27000000 s. */
    List<Long> clocks() {
        return stream.ts().stream().map(Ts::pcr).filter(pcr -> pcr >= 0).toList();
    }

    /** Whether sound came so far. */
    boolean hasSound() {
        return !stream.ts(AUDIO).isEmpty();
    }
}
