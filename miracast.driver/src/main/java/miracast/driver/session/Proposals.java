// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.rtsp.RtspReply;
import miracast.wire.mode.ModeChoice;
import miracast.wire.mode.ModeChooser;
import miracast.wire.rtsp.MalformedBodyException;
import miracast.wire.rtsp.ParameterErrors;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.RtspStatus;
import miracast.wire.rtsp.SinkCapabilities;

/**
 * What to propose if a sink refuses M4: the same without slices and control of the frame rate, then with other sound or with
 * the other answer to whether there is any, then ever smaller modes ({@link ModeChooser#fallbacks}). If the sink names the
 * parameters that it can't take, proposals that do not change these are left out.
 */
final class Proposals {
    private static final List<String> SOUND = List.of(ParameterName.WFD_AUDIO_CODECS, ParameterName.WFD2_AUDIO_CODECS);

    private final Deque<Proposal> sameMode = new ArrayDeque<>();
    private final Deque<Proposal> otherModes = new ArrayDeque<>();
    private final List<AudioCoding> codings;
    private Proposal current;

    /** @param agreed the picture to begin with; sound is the best that both have */
    Proposals(ModeChoice.Agreed agreed, SourceCapabilities source, SinkCapabilities sink) {
        codings = shared(source.audioCodings(), sink);
        Proposal first = new Proposal(agreed, codings.stream().findFirst());
        current = first;
        for (ModeChoice.Agreed fallback : ModeChooser.fallbacks(first.choice(), source)) {
            boolean same = fallback.format().mode().equals(first.format().mode());
            (same ? sameMode : otherModes).add(new Proposal(fallback, first.sound()));
        }
        Proposal last = sameMode.isEmpty() ? first : sameMode.getLast();
        if (first.sound().isPresent()) {
            codings.stream().skip(1).forEach(coding -> sameMode.add(last.withSound(Optional.of(coding))));
            sameMode.add(last.withSound(Optional.empty()));
        } else if (sink.takes(AudioCoding.LPCM)) {
            // Displays exist that want sound: silence needs no encoder.
            sameMode.add(last.withSound(Optional.of(AudioCoding.LPCM)));
        }
    }

    /** What both source and sink have, best first. */
    static List<AudioCoding> shared(List<AudioCoding> source, SinkCapabilities sink) {
        return source.stream().filter(sink::takes).toList();
    }

    /** What stands now. */
    Proposal current() {
        return current;
    }

    /** What to propose after a refusal, which becomes the current one; empty if nothing is left. */
    Optional<Proposal> after(RtspReply refusal) {
        ParameterErrors errors = errors(refusal);
        boolean picture = current.choice().m4().keySet().stream().anyMatch(errors::names);
        if (SOUND.stream().anyMatch(errors::names) && current.sound().isPresent()) {
            Optional<AudioCoding> other = afterSound(current.sound().get());
            replace(sameMode, current.sound(), other);
            replace(otherModes, current.sound(), other);
            if (!picture) {
                current = current.withSound(other);
                sameMode.removeIf(current::equals);
                return Optional.of(current);
            }
        }
        if (picture) {
            // Slices are part of the parameter, and so the same mode without them is another value.
            sameMode.removeIf(each -> each.choice().m4().equals(current.choice().m4()));
        }
        Proposal next = sameMode.isEmpty() ? otherModes.poll() : sameMode.poll();
        current = next == null ? current : next;
        return Optional.ofNullable(next);
    }

    /** The next best sound; empty for none. */
    private Optional<AudioCoding> afterSound(AudioCoding refused) {
        int next = codings.indexOf(refused) + 1;
        return next < codings.size() && next > 0 ? Optional.of(codings.get(next)) : Optional.empty();
    }

    private static void replace(Deque<Proposal> proposals, Optional<AudioCoding> refused, Optional<AudioCoding> other) {
        for (int i = proposals.size(); i > 0; i--) {
            Proposal each = proposals.removeFirst();
            proposals.addLast(each.sound().equals(refused) ? each.withSound(other) : each);
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
