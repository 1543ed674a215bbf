// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.rtsp.RtspReply;
import miracast.wire.mode.ModeChoice;
import miracast.wire.mode.ModeChooser;
import miracast.wire.rtsp.AudioFormat;
import miracast.wire.rtsp.MalformedBodyException;
import miracast.wire.rtsp.ParameterErrors;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.RtspStatus;
import miracast.wire.rtsp.SinkCapabilities;

/**
 * What to propose if a sink refuses M4: the same without slices, then with the other answer to whether there is sound, then
 * ever smaller modes ({@link ModeChooser#fallbacks}). If the sink names the parameters that it can't take, proposals that do not
 * change these are left out.
 */
final class Proposals {
    private static final int LPCM_48000_BIT = 1;

    private final Deque<Proposal> sameMode = new ArrayDeque<>();
    private final Deque<Proposal> otherModes = new ArrayDeque<>();
    private Proposal current;

    Proposals(Proposal first, SourceCapabilities source, SinkCapabilities sink) {
        current = first;
        for (ModeChoice.Agreed fallback : ModeChooser.fallbacks(first.choice(), source)) {
            boolean same = fallback.format().mode().equals(first.format().mode());
            (same ? sameMode : otherModes).add(new Proposal(fallback, first.lpcm()));
        }
        if (hasLpcm(sink)) {
            Proposal last = sameMode.isEmpty() ? first : sameMode.getLast();
            sameMode.add(last.withLpcm(!first.lpcm()));
        }
    }

    /** Whether the sink takes the sound that we have. */
    static boolean hasLpcm(SinkCapabilities sink) {
        return sink.audioCodecs().supports(AudioFormat.LPCM, LPCM_48000_BIT);
    }

    /** What stands now. */
    Proposal current() {
        return current;
    }

    /** What to propose after a refusal, which becomes the current one; empty if nothing is left. */
    Optional<Proposal> after(RtspReply refusal) {
        ParameterErrors errors = errors(refusal);
        boolean picture = errors.names(ParameterName.WFD_VIDEO_FORMATS);
        if (errors.names(ParameterName.WFD_AUDIO_CODECS) && current.lpcm()) {
            withoutLpcm(sameMode);
            withoutLpcm(otherModes);
            if (!picture) {
                current = current.withLpcm(false);
                sameMode.removeIf(current::equals);
                return Optional.of(current);
            }
        }
        if (picture) {
            // Slices are part of the parameter, and so the same mode without them is another value.
            sameMode.removeIf(each -> each.format().equals(current.format()));
        }
        Proposal next = sameMode.isEmpty() ? otherModes.poll() : sameMode.poll();
        current = next == null ? current : next;
        return Optional.ofNullable(next);
    }

    private static void withoutLpcm(Deque<Proposal> proposals) {
        for (int i = proposals.size(); i > 0; i--) {
            proposals.addLast(proposals.removeFirst().withLpcm(false));
        }
    }

    private static ParameterErrors errors(RtspReply refusal) {
        try {
            return ParameterErrors.of(
                    refusal.status() == RtspStatus.SEE_OTHER ? Parameters.parse(refusal.body()) : Parameters.EMPTY);
        } catch (MalformedBodyException e) {
            return ParameterErrors.of(Parameters.EMPTY);
        }
    }
}
