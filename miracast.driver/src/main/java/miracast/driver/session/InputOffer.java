// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.io.IOException;
import java.util.Optional;
import miracast.driver.input.InputChannel;
import miracast.driver.log.CastLog;
import miracast.driver.rtsp.ReplyListener;
import miracast.driver.rtsp.RtspReply;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.UibcCapability;

/**
 * Invites the sink to send input (M14 with M15), once it plays and somebody wants it: a sink that does not want to stays as it is,
 * and its picture too. Later it is told whether input is wanted (M15), and invited anew when it says that it can send something
 * else (M14). On the event loop.
 */
final class InputOffer {
    /** Opens a channel. */
    interface Opener {
        InputChannel open() throws IOException;
    }

    private final SourceRequests asks;
    private final Opener opener;
    private final CastLog log;
    private UibcCapability offer = UibcCapability.NONE;
    /** Whether the offer is one that the sink made by itself, and its reply to M3 is history. */
    private boolean changed;

    private boolean wanted;
    private boolean playing;
    /** Null unless the sink is invited. */
    private InputChannel channel;

    private boolean agreed;
    private boolean refused;

    /** @param wanted whether somebody wants input */
    InputOffer(boolean wanted, SourceRequests asks, Opener opener, CastLog log) {
        this.wanted = wanted;
        this.asks = asks;
        this.opener = opener;
        this.log = log;
    }

    /**
     * The sink plays.
     *
     * @param can what it could send when it was asked
     */
    void make(UibcCapability can) {
        playing = true;
        if (!changed) {
            offer = can.withPort(0);
        }
        invite();
    }

    /** The sink can send something else from now on (M14). What was agreed goes on at the same port, if it can send anything. */
    void change(UibcCapability can) {
        UibcCapability before = offer;
        offer = can.withPort(0);
        changed = true;
        if (offer.equals(before)) {
            return;
        }
        refused = false;
        if (offer.isNone()) {
            close();
        } else if (channel == null) {
            invite();
        } else {
            ask();
        }
    }

    /** Whether somebody wants input has changed. */
    void want(boolean value) {
        if (value == wanted) {
            return;
        }
        wanted = value;
        if (agreed) {
            channel.enable(wanted);
            tellSetting();
        } else {
            invite();
        }
    }

    private void tellSetting() {
        String setting = wanted ? "enable" : "disable";
        Parameters body = Parameters.builder()
                .add(ParameterName.WFD_UIBC_SETTING, setting)
                .build();
        asks.set(
                body,
                reply -> log.info(
                        "sink does not {} its input: {}", setting, reply == null ? "no reply" : reply.statusText()));
    }

    /** Once, unless the sink offers something else. */
    private void invite() {
        if (!playing || !wanted || refused || channel != null || offer.isNone()) {
            return;
        }
        try {
            channel = opener.open();
        } catch (IOException e) {
            log.info("no input from the sink: {}", e.getMessage());
            return;
        }
        ask();
    }

    private void ask() {
        InputChannel asked = channel;
        boolean enabled = wanted;
        Parameters body = Parameters.builder()
                .add(ParameterName.WFD_UIBC_CAPABILITY, offer.withPort(channel.port()))
                .add(ParameterName.WFD_UIBC_SETTING, enabled ? "enable" : "disable")
                .build();
        asks.set(body, new ReplyListener() {
            @Override
            public void replied(RtspReply reply) {
                if (channel != asked) {
                    return;
                }
                agreed = reply.isSuccess();
                if (!agreed) {
                    refuses("answers M14 with " + reply.statusText());
                } else if (enabled != wanted) {
                    channel.enable(wanted);
                    tellSetting();
                }
            }

            @Override
            public void timedOut() {
                if (channel == asked) {
                    refuses("does not answer M14");
                }
            }
        });
    }

    private void refuses(String how) {
        log.info("sink sends no input: it {}", how);
        refused = true;
        close();
    }

    /** Whether the sink has agreed to send input. */
    boolean isAgreed() {
        return agreed;
    }

    /** The sink begins or ends its input (M15). */
    void set(Optional<Boolean> enabled) {
        if (agreed) {
            enabled.ifPresent(on -> channel.enable(on && wanted));
        }
    }

    void close() {
        agreed = false;
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
