// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import java.util.List;
import miracast.api.AudioCoding;
import miracast.api.VideoMode;

/** What the display tells its driver ({@code HandleKernelModeMessage}). */
public sealed interface DisplayMessage {

    /** The display wants another mode; the driver negotiates it with the sink or ignores what the sink does not have. */
    record SetMode(VideoMode mode) implements DisplayMessage {}

    /**
     * What encoders and cast allow is not what it was when the session started, in modes above all: the driver changes to the best
     * format that it has in common with the sink now, while the sink plays or as soon as it does, and keeps the present one if
     * that is it. Where there is none, or the sink does not take it, or would first have to be asked more than it was, the driver ends
     * the session with {@link MiracastStatus#SINK_FAILED_MODE_CHANGE}: another one may have it. Sound and input are not read here,
     * they have messages of their own.
     */
    record Capabilities(SourceCapabilities source) implements DisplayMessage {}

    /**
     * The display goes to sleep or comes back: the driver pauses or resumes the sink.
     *
     * @param on whether it shows something
     */
    record Power(boolean on) implements DisplayMessage {}

    /**
     * What sound can be made from now on has changed, best first. If the agreed coding is not among it, the driver negotiates
     * one that is; if the sink refuses, the sound stays silent.
     */
    record AudioCodings(List<AudioCoding> codings) implements DisplayMessage {
        public AudioCodings {
            codings = List.copyOf(codings);
        }
    }

    /**
     * The display is to go dark until {@link Power} says on: the driver lets a sink sleep that can, and pauses any other one.
     */
    record Standby() implements DisplayMessage {}

    /**
     * Whether somebody wants the input of the display, which is from the start what {@link SourceCapabilities#input()} says: the
     * driver invites the sink to send it, or tells it that none is wanted any more.
     */
    record Input(boolean wanted) implements DisplayMessage {}

    /**
     * The pointer moved.
     *
     * @param x in pixels of the mode, may be negative at the edge
     * @param y in pixels of the mode
     * @param visible whether it shows
     */
    record Cursor(int x, int y, boolean visible) implements DisplayMessage {}
}
