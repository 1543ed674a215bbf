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
 * and its picture too. Later it is told whether input is wanted (M15). On the event loop.
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
    private boolean wanted;
    private InputChannel channel;
    private boolean agreed;

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
     * @param can what it can send
     */
    void make(UibcCapability can) {
        offer = can;
        invite();
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

    /** Once. */
    private void invite() {
        if (!wanted || channel != null || offer.isNone()) {
            return;
        }
        try {
            channel = opener.open();
        } catch (IOException e) {
            log.info("no input from the sink: {}", e.getMessage());
            return;
        }
        Parameters body = Parameters.builder()
                .add(ParameterName.WFD_UIBC_CAPABILITY, offer.withPort(channel.port()))
                .add(ParameterName.WFD_UIBC_SETTING, "enable")
                .build();
        asks.set(body, new ReplyListener() {
            @Override
            public void replied(RtspReply reply) {
                agreed = reply.isSuccess();
                if (!agreed) {
                    log.info("sink sends no input: it answers M14 with {}", reply.statusText());
                    close();
                } else if (!wanted) {
                    channel.enable(false);
                    tellSetting();
                }
            }

            @Override
            public void timedOut() {
                log.info("sink sends no input: it does not answer M14");
                close();
            }
        });
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
        }
    }
}
