// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.driver.DisplayRequest.RequestIdr;
import miracast.api.driver.ProtocolEvent;
import miracast.driver.RawSink;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M13. */
class IdrRequestQuirksTest extends QuirkTestCase {
    private static final String BODY = "wfd_idr_request\n";

    private int asked() {
        return host.requests(RequestIdr.class).size();
    }

    private long seen() {
        return host.events().stream()
                .filter(ProtocolEvent.IDR_REQUESTED::equals)
                .count();
    }

    /** This request is answered 200, asks the host for one IDR picture, and that picture comes. */
    private void assertBringsIdr(String method, String uri, String body, String... headers) throws Exception {
        playing();
        int before = asked();
        assertThat(sink.request(method, uri, body, headers).status()).isEqualTo(200);
        Screen.soon().until(() -> asked() == before + 1);

        TestPicture idr = screen.feed(true);
        assertThat(screen.next()).isEqualTo(idr);
        screen.assertGoesOn();
    }

    private void volley(int count) throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < count; i++) {
            requests.append("SET_PARAMETER " + sink.presentationUrl() + " RTSP/1.0\nCSeq: " + (500 + i) + "\nSession: "
                    + sink.session() + "\nContent-Type: text/parameters\nContent-Length: 17\n\nwfd_idr_request\n");
        }
        sink.send(requests.toString());
        for (int i = 0; i < count; i++) {
            RawSink.Message reply = sink.receiveReply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("CSeq")).isEqualTo(Integer.toString(500 + i));
        }
    }

    /** Samsung. */
    @Test
    void sevenRequestsAtOnceAreAnsweredOneByOneAndBringOneIdrPicture() throws Exception {
        beginAgain(TestSettings.defaults().idrMs(60_000));
        playing();
        int before = asked();
        volley(7);
        screen.assertGoesOn();

        assertThat(seen()).isEqualTo(7);
        assertThat(asked()).isEqualTo(before + 1);
    }

    @Test
    void theNextVolleyBringsTheNextIdrPicture() throws Exception {
        beginAgain(TestSettings.defaults().idrMs(0));
        playing();
        for (int i = 0; i < 3; i++) {
            int before = asked();
            assertThat(sink.set(BODY).status()).isEqualTo(200);
            Screen.soon().until(() -> asked() > before);
        }
        screen.assertGoesOn();
    }

    @Test
    void anIdrRequestMayLackTheSession() throws Exception {
        assertBringsIdr("SET_PARAMETER", RawSink.URI, BODY);
    }

    @Test
    void anIdrRequestMayBeAboutThePresentationUrl() throws Exception {
        assertBringsIdr("SET_PARAMETER", "rtsp://127.0.0.1/wfd1.0/streamid=0", BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wfd_idr_request:\n",
                "wfd_idr_request: \n",
                "wfd_idr_request",
                "wfd_idr_request :\n",
                "WFD_IDR_Request\n",
                "wfd_idr_request: 1\n",
                "\n wfd_idr_request \n\n",
                "wfd_idr_request\nwfd_idr_request\n",
                "microsoft_odd: 1\nwfd_idr_request\n"
            })
    void theNameMayBeWrittenInManyWays(String body) throws Exception {
        assertBringsIdr("SET_PARAMETER", RawSink.URI, body);
    }

    @Test
    void anIdrRequestBeforePlayIsAnsweredAndEndsNothing() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        assertThat(sink.set(BODY).status()).isEqualTo(200);
        sink.setUp();
        assertThat(sink.set(BODY).status()).isEqualTo(200);

        assertShows();
    }

    @Test
    void anIdrRequestDuringAPauseIsAnsweredAndEndsNothing() throws Exception {
        playing();
        sink.inSession("PAUSE");
        assertThat(sink.set(BODY).status()).isEqualTo(200);
        sink.inSession("PLAY");

        screen.assertShowsFromIdr();
    }
}
