// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.function.Consumer;
import miracast.api.NtStatus;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.SourceCapabilities;
import miracast.api.driver.WfdConnectionStats;
import miracast.driver.log.CastLog;
import miracast.driver.rtsp.Excerpt;
import miracast.driver.rtsp.ReplyListener;
import miracast.driver.rtsp.RtspConnection;
import miracast.driver.rtsp.RtspReply;
import miracast.driver.rtsp.RtspRequest;
import miracast.wire.mode.ModeChoice;
import miracast.wire.mode.ModeChooser;
import miracast.wire.mode.SinkOffer;
import miracast.wire.rtsp.ClientRtpPorts;
import miracast.wire.rtsp.MalformedBodyException;
import miracast.wire.rtsp.OptionList;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.RtspStatus;
import miracast.wire.rtsp.SinkCapabilities;

/**
 * The beginning of a dialogue: M1 to M4, until the sink has agreed to a format. On the event loop.
 *
 * <p>M3 waits for the reply to M1, and until M2 was answered: a sink is known that resets the connection otherwise. Others never
 * send M2, and so the wait is bounded.
 */
final class Opening {
    /** Where old LG displays receive, which don't say so. */
    private static final int LG_RTP_PORT = 19000;

    private static final String LG_USER_AGENT = "LGE";

    /** Told how it went: one of the two, once. */
    interface Outcome {
        void agreed(Agreement agreement);

        void failed(SessionEnd end);
    }

    private final RtspConnection connection;
    private final SessionSettings settings;
    private final SourceCapabilities source;
    private final WfdConnectionStats link;
    private final String presentationUrl;
    private final CastLog log;
    private final Outcome outcome;
    private final Timer timer;

    private boolean optionsReplied;
    private boolean optionsAnswered;
    private boolean capabilitiesAsked;
    private long optionsAnsweredNs;
    private boolean isLg;
    private Proposals proposals;
    private SinkCapabilities sink;
    private String clientRtpPorts;
    private int rtpPort;

    Opening(
            EventLoop loop,
            RtspConnection connection,
            SessionSettings settings,
            SourceCapabilities source,
            WfdConnectionStats link,
            String presentationUrl,
            CastLog log,
            Outcome outcome) {
        this.connection = connection;
        this.settings = settings;
        this.source = source;
        this.link = link;
        this.presentationUrl = presentationUrl;
        this.log = log;
        this.outcome = outcome;
        this.timer = new Timer(loop);
    }

    /** Sends M1. */
    void start() {
        RtspRequest options = RtspRequest.of(Rtsp.OPTIONS, Rtsp.URI_ANY).with(Rtsp.HEADER_REQUIRE, Rtsp.OPTION_WFD);
        send("M1 (OPTIONS)", options, reply -> {
            if (reply.status() == RtspStatus.OPTION_NOT_SUPPORTED) {
                fail(NtStatus.STATUS_NOT_SUPPORTED, "is no Wi-Fi display: it answered M1 with " + reply.statusText());
                return;
            }
            noteOptions(reply);
            optionsReplied = true;
            isLg |= reply.headers()
                    .get("User-Agent")
                    .filter(LG_USER_AGENT::equals)
                    .isPresent();
            askWhenReady();
        });
    }

    private void noteOptions(RtspReply reply) {
        String options = reply.headers().get(Rtsp.HEADER_PUBLIC).orElse("");
        if (!reply.isSuccess() || !OptionList.parse(options).contains(Rtsp.OPTION_WFD)) {
            log.info("sink answers M1 with {} and does not list {}; going on", reply.statusText(), Rtsp.OPTION_WFD);
        }
    }

    /** M2 came, and its reply was written. */
    void optionsAnswered(RtspRequest options) {
        optionsAnswered = true;
        optionsAnsweredNs = System.nanoTime();
        isLg |= options.headers()
                .get("User-Agent")
                .filter(LG_USER_AGENT::equals)
                .isPresent();
        askWhenReady();
    }

    /** Nothing more is to happen. */
    void stop() {
        timer.cancel();
    }

    private void askWhenReady() {
        if (!optionsReplied || capabilitiesAsked) {
            return;
        }
        if (optionsAnswered) {
            long sinceNs = System.nanoTime() - optionsAnsweredNs;
            timer.start(Math.max(0, settings.gapNs() - sinceNs), this::askCapabilities);
        } else {
            timer.start(settings.optionsNs(), () -> {
                log.info("sink sends no M2 (OPTIONS); going on without");
                askCapabilities();
            });
        }
    }

    private void askCapabilities() {
        if (!capabilitiesAsked) {
            capabilitiesAsked = true;
            ask(CapabilityQuestions.all(source), refusal -> {
                log.info("sink answers M3 with {}; asking without extensions", refusal);
                ask(CapabilityQuestions.base(), again -> {
                    log.info("sink answers M3 with {}; asking for the mandatory parameters alone", again);
                    ask(
                            CapabilityQuestions.MANDATORY,
                            last -> fail(
                                    NtStatus.STATUS_INVALID_NETWORK_RESPONSE, "does not tell what it can do: " + last));
                });
            });
        }
    }

    private void ask(Parameters names, Consumer<String> refused) {
        RtspRequest request = RtspRequest.of(Rtsp.GET_PARAMETER, Rtsp.URI, names.toString());
        send("M3 (GET_PARAMETER)", request, reply -> {
            if (!reply.isSuccess()) {
                refused.accept(reply.statusText());
                return;
            }
            Parameters parameters;
            try {
                parameters = Parameters.parse(reply.body());
            } catch (MalformedBodyException e) {
                refused.accept(e.getMessage());
                return;
            }
            if (parameters.isEmpty()) {
                refused.accept("no parameter at all");
                return;
            }
            capabilities(parameters);
        });
    }

    private void capabilities(Parameters reply) {
        sink = SinkCapabilities.of(reply);
        sink.notes().forEach(note -> log.info("sink's reply to M3: {}", note));
        if (sink.clientRtpPorts().isPresent()) {
            rtpPort = sink.clientRtpPorts().get().port0();
            clientRtpPorts = reply.value(ParameterName.WFD_CLIENT_RTP_PORTS).orElseThrow();
        } else if (isLg) {
            rtpPort = LG_RTP_PORT;
            clientRtpPorts = ClientRtpPorts.udp(LG_RTP_PORT).toString();
        } else {
            String value = reply.value(ParameterName.WFD_CLIENT_RTP_PORTS)
                    .map(Excerpt::of)
                    .orElse("missing");
            fail(
                    NtStatus.STATUS_INVALID_NETWORK_RESPONSE,
                    "does not tell where it receives: " + ParameterName.WFD_CLIENT_RTP_PORTS + " is " + value);
            return;
        }
        ModeChoice choice = ModeChooser.choose(SinkOffer.of(sink), source, linkBitRate());
        if (choice instanceof ModeChoice.Agreed agreed) {
            agreed.explanation().forEach(log::info);
            proposals = new Proposals(agreed, source, sink);
            propose(proposals.current());
            return;
        }
        choice.reasons().forEach(log::debug);
        if (choice instanceof ModeChoice.InsufficientBandwidth) {
            fail(
                    NtStatus.STATUS_DEVICE_INSUFFICIENT_RESOURCES,
                    "can show more than the link carries: " + choice.summary());
        } else {
            fail(NtStatus.STATUS_NOT_SUPPORTED, "shares no mode with us: " + choice.summary());
        }
    }

    /** The lower of what the link carries and what the sink takes; 0 if neither is known. */
    private long linkBitRate() {
        if (link.currentBitRate() == 0 || sink.maxBitRate() == 0) {
            return Math.max(link.currentBitRate(), sink.maxBitRate());
        }
        return Math.min(link.currentBitRate(), sink.maxBitRate());
    }

    private void propose(Proposal proposal) {
        RtspRequest request = RtspRequest.of(
                Rtsp.SET_PARAMETER,
                Rtsp.URI,
                proposal.body(sink, presentationUrl, clientRtpPorts).toString());
        send("M4 (SET_PARAMETER)", request, reply -> {
            if (reply.isSuccess()) {
                outcome.agreed(new Agreement(sink, proposal, rtpPort));
            } else {
                refused(proposal, reply);
            }
        });
    }

    private void refused(Proposal proposal, RtspReply reply) {
        String refusal = proposal + " with " + reply.statusText() + " "
                + Excerpt.of(reply.body().strip());
        Optional<Proposal> next = proposals.after(reply);
        if (next.isPresent()) {
            log.info("sink refuses {}; proposing {}", refusal, next.get());
            propose(next.get());
        } else {
            fail(NtStatus.STATUS_NOT_SUPPORTED, "refuses M4, at last " + refusal);
        }
    }

    private void send(String name, RtspRequest request, Consumer<RtspReply> replied) {
        connection.send(request, settings.replyNs(), new ReplyListener() {
            @Override
            public void replied(RtspReply reply) {
                replied.accept(reply);
            }

            @Override
            public void timedOut() {
                fail(
                        NtStatus.STATUS_IO_TIMEOUT,
                        "did not answer " + name + " within " + settings.replyNs() / 1_000_000 + " ms");
            }
        });
    }

    private void fail(int ntStatus, String detail) {
        outcome.failed(new SessionEnd(MiracastStatus.CRITICAL_ERROR, ntStatus, detail));
    }
}
