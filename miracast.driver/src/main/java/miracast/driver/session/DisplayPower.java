// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import miracast.api.NtStatus;
import miracast.driver.log.CastLog;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.TriggerMethod;

/** Makes the sink sleep and wake with the display: it is told to send PAUSE and PLAY, or to go to standby. On the event loop. */
final class DisplayPower {
    private final Dialogue dialogue;
    private final SourceRequests asks;
    private final CastLog log;
    private boolean on = true;
    /** Whether the sink was told to pause, and has not played since: a pause of its own is its own. */
    private boolean told;

    DisplayPower(Dialogue dialogue, SourceRequests asks, CastLog log) {
        this.dialogue = dialogue;
        this.asks = asks;
        this.log = log;
    }

    /** The display goes on or off: the sink is made to send PLAY or PAUSE. */
    void set(boolean value) {
        on = value;
        if (!on && dialogue.state() == SessionState.PLAYING) {
            sleep();
        } else {
            wake();
        }
    }

    /**
     * The display goes dark: the sink is told to sleep (M12), or to pause.
     *
     * @param sinkCan whether it can sleep
     */
    void standby(boolean sinkCan) {
        if (dialogue.state() != SessionState.PLAYING || !sinkCan) {
            set(false);
            return;
        }
        on = false;
        told = true;
        dialogue.sinkSleeps();
        asks.set(Parameters.names(ParameterName.WFD_STANDBY), reply -> {
            // Unless it is to wake already.
            if (!on && dialogue.state() == SessionState.STANDBY) {
                asks.trigger(
                        TriggerMethod.PAUSE,
                        again -> log.info("sink neither sleeps nor pauses: {}", Dialogue.outcome(again)));
            }
        });
    }

    /** The sink has begun to play; whether it may go on. */
    boolean sinkPlays() {
        told = false;
        if (!on) {
            sleep();
        }
        return on;
    }

    /** The sink has paused. */
    void sinkPauses() {
        wake();
    }

    private void wake() {
        if (on && told && dialogue.state().isSetUp() && dialogue.state() != SessionState.PLAYING) {
            asks.trigger(TriggerMethod.PLAY, reply -> {
                // Unless it has played all the same, or is to sleep again.
                if (on && told) {
                    dialogue.fail(
                            reply == null ? NtStatus.STATUS_IO_TIMEOUT : NtStatus.STATUS_INVALID_NETWORK_RESPONSE,
                            "did not take the PLAY trigger: " + Dialogue.outcome(reply));
                }
            });
            dialogue.expect(Rtsp.PLAY);
        }
    }

    private void sleep() {
        told = true;
        asks.trigger(TriggerMethod.PAUSE, reply -> pauseMissing());
        dialogue.unlessItActs(this::pauseMissing);
    }

    /** A sink that does not send PAUSE gets no more pictures all the same, unless the display is on again. */
    private void pauseMissing() {
        if (!on) {
            dialogue.sinkPauses();
        } else if (dialogue.state() == SessionState.PLAYING) {
            told = false;
        }
    }
}
