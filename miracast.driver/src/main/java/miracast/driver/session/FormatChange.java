// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import miracast.api.AudioCoding;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.log.CastLog;
import miracast.driver.rtsp.Excerpt;
import miracast.driver.rtsp.ReplyListener;
import miracast.driver.rtsp.RtspReply;
import miracast.wire.mode.ModeChoice;
import miracast.wire.mode.ModeChooser;
import miracast.wire.mode.SinkOffer;
import miracast.wire.rtsp.MalformedBodyException;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.SinkCapabilities;
import miracast.wire.ts.PresentationTime;

/**
 * Changes the format of a running stream: M4 again, with the time from which on it holds. Also asks a sink again what it can do
 * when its monitor changed (M11), since that may force a change. Of each there is one at a time; what comes meanwhile is kept
 * until it is over, and of several wishes the last. On the event loop.
 */
final class FormatChange {
    /** How far ahead the sink is told of another format: time for its answer and for the host's encoder. */
    private static final long AHEAD_NS = 200_000_000;

    private final Dialogue dialogue;
    private final SourceRequests asks;
    private final CastLog log;
    private final DialogueEvents events;
    private SourceCapabilities source;
    /** For what the sink was asked what it can do. */
    private final SourceCapabilities askedFor;

    private Agreement agreement;
    private SinkOffer offer;
    private boolean monitorThere;
    /** The best mode of {@link #chosenFor}: another one is there because the link is slow, or because the display asked for it. */
    private VideoMode chosen;

    /** Null once the monitor is gone. */
    private SinkOffer chosenFor;
    /** Whether other modes are allowed than those that the present one was chosen of. */
    private boolean toChoose;

    private boolean underWay;
    /** What sound can be made, when that changed during another change; empty if nothing is left to do. */
    private List<AudioCoding> soundToDo = List.of();

    /** What the display wanted while a change was under way; null if nothing. */
    private VideoMode wish;

    private boolean asking;
    private boolean askOnceMore;

    FormatChange(
            Dialogue dialogue,
            SourceRequests asks,
            SourceCapabilities source,
            Agreement agreement,
            CastLog log,
            DialogueEvents events) {
        this.dialogue = dialogue;
        this.asks = asks;
        this.source = source;
        askedFor = source;
        this.agreement = agreement;
        this.log = log;
        this.events = events;
        this.offer = SinkOffer.of(agreement.sink());
        monitorThere = Agreement.monitorConnected(agreement.sink());
        chosen = agreement.proposal().format().mode();
        chosenFor = offer;
    }

    /** Proposes a mode, now or after the change that is under way, if sink and encoders have it and it is another one. */
    void to(VideoMode mode) {
        if (underWay) {
            wish = mode;
            return;
        }
        if (mode.equals(present())) {
            return;
        }
        ModeChoice choice =
                ModeChooser.choose(offer, only(mode), agreement.sink().maxBitRate());
        if (choice instanceof ModeChoice.Agreed agreed) {
            insist(video(agreed.because("the display asked for it while it played")));
        } else {
            log.info("mode {} stays, {} is not to be had: {}", present(), mode, choice.summary());
        }
    }

    private VideoMode present() {
        return agreement.proposal().format().mode();
    }

    private Proposal video(ModeChoice.Agreed choice) {
        return new Proposal(choice, agreement.proposal().sound());
    }

    /** What encoders and cast allow is another from now on: the best of it that the sink has is proposed, as soon as the sink plays. */
    void allow(SourceCapabilities now) {
        source = now;
        toChoose = true;
        chooseAgain();
    }

    /** Proposes the best mode if others are allowed than before. */
    void chooseAgain() {
        if (!toChoose || underWay || dialogue.state() != SessionState.PLAYING) {
            return;
        }
        toChoose = false;
        if (CapabilityQuestions.isMore(source, askedFor)) {
            dialogue.modeChangeRefused("was not asked for modes beyond " + ParameterName.WFD_VIDEO_FORMATS);
            return;
        }
        ModeChoice choice = ModeChooser.choose(offer, source, agreement.sink().maxBitRate());
        if (!(choice instanceof ModeChoice.Agreed best)) {
            dialogue.modeChangeRefused("has none of the modes that are wanted now: " + choice.summary());
            return;
        }
        remember(best);
        if (chosen.equals(present())) {
            events.modeStays();
            events.formatExplained(best.explanation());
        } else {
            insist(video(best));
        }
    }

    private void remember(ModeChoice.Agreed best) {
        chosen = best.format().mode();
        chosenFor = offer;
    }

    /** Proposes what only another session could have if the sink refuses. */
    private void insist(Proposal proposal) {
        propose(
                proposal,
                reply -> dialogue.modeChangeRefused("refuses to change to " + proposal + ": " + reply.statusText() + " "
                        + Excerpt.of(reply.body().strip())));
    }

    /**
     * Proposes the mode that suits a bit rate, with half the bits per pixel that a session begins with, and be it a small one;
     * whether it does. A sink that refuses keeps the present one.
     */
    boolean fit(long bitRate) {
        if (underWay
                || !(ModeChooser.fitting(offer, source, 2 * bitRate) instanceof ModeChoice.Agreed best)
                || best.format().mode().equals(present())) {
            return false;
        }
        Optional<ModeChoice.Agreed> suiting = suiting(best.format().mode(), bitRate);
        suiting.map(this::video).ifPresent(proposal -> {
            log.info("the link carries {} bit/s: changing to {}", bitRate, proposal);
            propose(proposal, reply -> {
                log.info("sink stays in its mode: it refuses {} with {}", proposal, reply.statusText());
                events.modeRefused();
            });
        });
        return suiting.isPresent();
    }

    /** The mode that suits a bit rate, with all bits that it may have once the link carries them. */
    private Optional<ModeChoice.Agreed> suiting(VideoMode mode, long bitRate) {
        long most = agreement.sink().maxBitRate();
        String cause = String.format(Locale.ROOT, "the link carries %.1f Mbit/s", bitRate / 1e6);
        if (!(ModeChooser.choose(offer, source, most) instanceof ModeChoice.Agreed best)) {
            return Optional.empty();
        }
        if (best.format().mode().equals(mode)) {
            return Optional.of(best.because(cause + " again, and " + best.merit()));
        }
        return ModeChooser.choose(offer, only(mode), most) instanceof ModeChoice.Agreed agreed
                ? Optional.of(agreed.because(
                        cause + ", too little for " + best.format().mode()))
                : Optional.empty();
    }

    /**
     * What sound can be made has changed: proposes another coding if the agreed one is not among it and the sink has one. A sink
     * that takes no M4 now, or refuses it, hears silence of the coding that it knows.
     */
    void sound(List<AudioCoding> codings) {
        Optional<AudioCoding> agreed = agreement.proposal().sound();
        if (agreed.isEmpty() || codings.contains(agreed.get())) {
            soundToDo = List.of();
            return;
        }
        if (underWay) {
            soundToDo = codings;
            return;
        }
        soundToDo = List.of();
        Optional<AudioCoding> other =
                Proposals.shared(codings, agreement.sink()).stream().findFirst();
        if (other.isEmpty() || agreement.sink().formatChangeInBand()) {
            log.info(
                    "sound is silent from now on: {} is gone, and the sink takes none of {} now",
                    agreed.get(),
                    codings);
            return;
        }
        Proposal proposal = agreement.proposal().withSound(other);
        propose(
                proposal,
                reply ->
                        log.info("sound is silent from now on: sink refuses {} with {}", proposal, reply.statusText()));
    }

    private SourceCapabilities only(VideoMode mode) {
        return SourceCapabilities.builder()
                .profiles(source.profiles())
                .maxSize(source.maxWidth(), source.maxHeight())
                .slices(source.slices())
                .modes(List.of(mode))
                .preferredMode(mode)
                .maxBitRate(source.maxBitRate())
                .audioCodings(source.audioCodings())
                .recording(source.recording())
                .build();
    }

    /** @param refused what to do if the sink refuses */
    private void propose(Proposal proposal, Consumer<RtspReply> refused) {
        if (agreement.sink().formatChangeInBand()) {
            // The parameter sets of the IDR picture tell all; these sinks take no M4 now.
            changed(proposal, events.announceFormatChange(proposal, 0));
            return;
        }
        underWay = true;
        Change change = new Change(proposal, refused);
        asks.set(change::body, change);
    }

    /** A change on its way to the sink. Its time is fixed when it goes: until then pictures of the present format go on. */
    private final class Change implements ReplyListener {
        private final Proposal proposal;
        private final Consumer<RtspReply> refused;
        private long firstPtsNs;

        Change(Proposal proposal, Consumer<RtspReply> refused) {
            this.proposal = proposal;
            this.refused = refused;
        }

        Parameters body() {
            firstPtsNs = events.announceFormatChange(proposal, AHEAD_NS);
            return proposal.changeBody(agreement.sink(), PresentationTime.ofNanoseconds(firstPtsNs));
        }

        @Override
        public void replied(RtspReply reply) {
            underWay = false;
            if (reply.isSuccess()) {
                changed(proposal, firstPtsNs);
            } else {
                refused.accept(reply);
            }
            settled();
        }

        @Override
        public void timedOut() {
            dialogue.modeChangeRefused("did not answer the change to " + proposal);
        }
    }

    private void changed(Proposal proposal, long firstPtsNs) {
        agreement = new Agreement(agreement.sink(), proposal, agreement.rtpPort());
        events.formatChanged(agreement, firstPtsNs);
    }

    /** A change is over: what was wanted meanwhile is due. */
    private void settled() {
        VideoMode last = wish;
        wish = null;
        if (last != null) {
            dialogue.changeMode(last);
        }
        chooseAgain();
        suitMonitor();
        if (!soundToDo.isEmpty() && dialogue.state() == SessionState.PLAYING) {
            sound(soundToDo);
        }
    }

    /** Asks what the sink can do now, tells about its monitor, and changes the mode if another one suits that. */
    void askAgain() {
        if (asking) {
            askOnceMore = true;
            return;
        }
        asking = true;
        asks.get(CapabilityQuestions.monitor(source), new ReplyListener() {
            @Override
            public void replied(RtspReply reply) {
                if (reply.isSuccess()) {
                    toldAgain(reply);
                }
                asked();
            }

            @Override
            public void timedOut() {
                log.info("sink changed its connector, but does not tell more");
                asked();
            }
        });
    }

    private void asked() {
        asking = false;
        if (askOnceMore) {
            askOnceMore = false;
            askAgain();
        }
    }

    private void toldAgain(RtspReply reply) {
        Parameters parameters;
        try {
            parameters = Parameters.parse(reply.body());
        } catch (MalformedBodyException e) {
            log.info("sink's reply to M3: {}", e.getMessage());
            return;
        }
        SinkCapabilities sink = SinkCapabilities.of(parameters);
        monitorThere = Agreement.monitorConnected(sink);
        events.monitorChanged(sink);
        if (!parameters.contains(ParameterName.WFD_VIDEO_FORMATS)
                || sink.videoFormats().isNone()) {
            return;
        }
        offer = SinkOffer.of(sink);
        suitMonitor();
    }

    /**
     * Takes the mode that suits the sink's monitor, if the sink plays: if it has the present one no more, or if another monitor came
     * and the present mode is what suited the one before. Where a slow link or the display wanted another, that holds on.
     */
    void suitMonitor() {
        if (underWay || dialogue.state() != SessionState.PLAYING) {
            return;
        }
        boolean lost = !(ModeChooser.choose(offer, only(present()), 0) instanceof ModeChoice.Agreed);
        boolean another = monitorThere && !offer.equals(chosenFor);
        if (!lost && !monitorThere && chosenFor != null && chosen.equals(present())) {
            // Another one may come, or the same again.
            chosenFor = null;
            events.formatExplained(agreement
                    .proposal()
                    .choice()
                    .because("it suited the monitor that was there before")
                    .explanation());
        }
        if (!lost && !another
                || !(ModeChooser.choose(offer, source, lost ? agreement.sink().maxBitRate() : carried())
                        instanceof ModeChoice.Agreed best)) {
            return;
        }
        boolean suited = present().equals(chosen);
        remember(best);
        if (lost) {
            insist(video(best.because("the sink has " + present() + " no more, and " + best.merit())));
        } else if (chosen.equals(present())) {
            events.formatExplained(best.explanation());
        } else if (suited) {
            Proposal proposal = video(best.because("another monitor came, and " + best.merit()));
            propose(proposal, reply -> {
                log.info("sink stays in {}: it refuses {} with {}", present(), proposal, reply.statusText());
                events.changeRefused();
            });
        }
    }

    /** The lower of what the link carries now and what the sink takes; 0 if neither is known. */
    private long carried() {
        long link = events.linkBitRate();
        long most = agreement.sink().maxBitRate();
        return link == 0 || most == 0 ? Math.max(link, most) : Math.min(link, most);
    }
}
