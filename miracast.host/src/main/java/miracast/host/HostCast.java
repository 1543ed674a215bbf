// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import miracast.api.AudioCoding;
import miracast.api.Inventory;
import miracast.api.VideoFormat;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLink;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRecording;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastStatistics;
import miracast.api.cast.Monitor;
import miracast.host.display.EncoderChoice;
import miracast.host.display.SourceWish;
import miracast.host.parts.MediaOffers;
import miracast.host.parts.Offer;
import miracast.host.parts.PartList;
import miracast.host.parts.SourceSpec;
import miracast.host.sound.AudioWish;
import miracast.host.statistics.CastMeter;

/**
 * What a consumer sees of a cast: reads what its run leaves in volatile fields, and hands wishes to the control loop. What a wish
 * needs is looked up first; then it is noted and handed on under a lock, so that the run gets wishes in the order they are noted in.
 */
final class HostCast implements Cast {

    private final String id;
    private volatile CastRequest request;
    private final MediaOffers media;
    private final PartList parts;
    private final CastJournal journal;
    private final CastMeter meter = new CastMeter();
    private final CompletableFuture<CastEnd> ended = new CompletableFuture<>();

    /** Taken to change a wish, or the request; nobody else's code is called under it. */
    private final Object wishing = new Object();

    private volatile String wantedEncoder;
    private volatile SourceWish wantedSource;
    private volatile AudioWish wantedAudio;
    private volatile CastRun run;

    HostCast(
            String id, CastRequest request, SourceWish source, CastJournal journal, MediaOffers media, PartList parts) {
        this.id = id;
        this.request = request;
        this.journal = journal;
        this.media = media;
        this.parts = parts;
        wantedEncoder = request.encoder().orElse(null);
        wantedSource = source;
        wantedAudio = requireAudio(request, source, media, parts);
    }

    /** Given to its run before anybody else sees the cast. */
    void runBy(CastRun newRun) {
        run = newRun;
    }

    CastJournal journal() {
        return journal;
    }

    CastMeter meter() {
        return meter;
    }

    /** Name of the encoder that is wanted; null for the best one. */
    String wantedEncoder() {
        return wantedEncoder;
    }

    SourceWish wantedSource() {
        return wantedSource;
    }

    AudioWish wantedAudio() {
        return wantedAudio;
    }

    /** @throws IllegalArgumentException as {@link AudioWish#named}, unless the request is unattended */
    private static AudioWish requireAudio(CastRequest request, SourceWish pictures, MediaOffers media, PartList parts) {
        return requireAudio(request.audioSource(), pictures, request.unattended(), media, parts);
    }

    private static AudioWish requireAudio(
            Optional<String> text, SourceWish pictures, boolean unattended, MediaOffers media, PartList parts) {
        return text.map(name -> AudioWish.named(name, unattended, media.sounds(), parts))
                .orElseGet(() -> AudioWish.accompanying(pictures));
    }

    CompletableFuture<CastEnd> end() {
        return ended;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public CastRequest request() {
        return request;
    }

    @Override
    public CastState state() {
        return journal.where().state();
    }

    @Override
    public String detail() {
        CastJournal.Where now = journal.where();
        String missing = run.missing(now.state());
        // Of a sink that is kept until it is there, it was told already.
        return now.detail() + (missing.isEmpty() || now.detail().endsWith(missing) ? "" : "; " + missing);
    }

    @Override
    public Optional<String> peer() {
        String peer = journal.where().peer();
        return peer.isEmpty() ? Optional.empty() : Optional.of(peer);
    }

    @Override
    public Optional<Monitor> monitor() {
        return run.monitor();
    }

    @Override
    public Optional<InetSocketAddress> listening() {
        return run.listening();
    }

    @Override
    public Optional<CastLink> link() {
        return run.link();
    }

    @Override
    public Optional<VideoFormat> format() {
        return run.format();
    }

    @Override
    public List<String> formatReasons() {
        return run.formatReasons();
    }

    @Override
    public String encoder() {
        String inUse = run.display().encoder();
        return inUse.isEmpty()
                ? EncoderChoice.first(media.encoders(), wantedEncoder)
                        .map(offer -> offer.name())
                        .orElse("")
                : inUse;
    }

    @Override
    public String source() {
        return run.display().source().orElse(wantedSource).toString();
    }

    @Override
    public Optional<String> audioSource() {
        return run.sound().heard().map(AudioWish::toString);
    }

    @Override
    public Optional<AudioCoding> audioCoding() {
        return run.sound().coding();
    }

    @Override
    public void useAudioSource(String source) {
        AudioWish named = requireAudio(Optional.ofNullable(source), wantedSource, false, media, parts);
        synchronized (wishing) {
            AudioWish before = wantedAudio;
            wantedAudio = source == null ? AudioWish.accompanying(wantedSource) : named;
            run.tellChange(new ChangeText().sound(before, wantedAudio).toString());
            run.sound().use(wantedAudio);
        }
    }

    @Override
    public CastStatistics statistics() {
        return meter.snapshot();
    }

    @Override
    public List<CastLogEntry> log() {
        return journal.entries();
    }

    @Override
    public Optional<Instant> darkSince() {
        return journal.darkSince();
    }

    @Override
    public CastRecording record(Path file, Duration longest) throws IOException {
        return run.display().record(file, longest);
    }

    @Override
    public Optional<CastRecording> recording() {
        return Optional.ofNullable(run.display().recording());
    }

    @Override
    public void pause() {
        run.power(false);
    }

    @Override
    public void standby() {
        run.standby();
    }

    @Override
    public void resume() {
        run.power(true);
    }

    @Override
    public void useEncoder(String name) {
        requireEncoder(name, media, parts);
        synchronized (wishing) {
            boolean isInUse = name != null && name.equals(run.display().encoder());
            String change = new ChangeText().encoder(wantedEncoder, name).toString();
            run.tellChange(isInUse && change.isEmpty() ? "another session of encoder " + name + " is wanted" : change);
            wantedEncoder = name;
            if (isInUse) {
                run.display().renewEncoder(name);
            } else {
                run.display().useEncoder(name);
            }
        }
    }

    /**
     * What the request wants to show.
     *
     * @throws IllegalArgumentException if it is not there, and the cast does not wait for it: lists those that are
     */
    static SourceWish requireSource(CastRequest request, MediaOffers media, PartList parts) {
        SourceSpec spec = request.unattended()
                ? SourceSpec.expect(request.source(), media.sources(), parts)
                : SourceSpec.parse(request.source(), media.sources(), parts);
        return new SourceWish(spec, request.sourceOptions());
    }

    /** @throws IllegalArgumentException if the encoder is not there, and the cast does not wait for it, or its filter is none */
    static void requireEncoder(CastRequest request, MediaOffers media, PartList parts) {
        String wish = request.encoder().orElse(null);
        if (!request.unattended()) {
            requireEncoder(wish, media, parts);
        } else if (wish != null && Offer.isFilter(wish)) {
            Offer.filter(wish);
        }
    }

    /** @throws IllegalArgumentException if there is none like that, or none at all for null: lists those that are there */
    private static void requireEncoder(String wish, MediaOffers media, PartList parts) {
        if (wish == null
                ? media.encoders().ranked().isEmpty()
                : media.encoders().answering(wish).isEmpty()) {
            throw new IllegalArgumentException(parts.absence(
                    wish == null ? "an encoder" : "encoder '" + wish + "'",
                    Inventory.Kind.ENCODER,
                    media.encoders().names()));
        }
    }

    @Override
    public void useSource(String source) {
        SourceSpec spec = SourceSpec.parse(source, media.sources(), parts);
        synchronized (wishing) {
            boolean same = spec.equals(wantedSource.spec());
            SourceWish wish = new SourceWish(spec, same ? wantedSource.options() : Map.of());
            run.tellChange(new ChangeText().source(wantedSource, wish).toString());
            usePictures(wish, false);
        }
    }

    /** @param insists whether it is waited for if it cannot be opened */
    private void usePictures(SourceWish wish, boolean insists) {
        wantedSource = wish;
        if (wantedAudio.text().isEmpty()) {
            wantedAudio = AudioWish.accompanying(wish);
        }
        run.display().useSource(wish, insists);
    }

    @Override
    public void change(CastRequest next) {
        while (!isChanged(request, next)) {
            // Another thread was faster: what is different is to be looked at anew.
            Thread.onSpinWait();
        }
    }

    /** False if the request is not the one before any more. */
    private boolean isChanged(CastRequest before, CastRequest next) {
        if (!next.target().equals(before.target())) {
            throw new IllegalArgumentException(
                    this + " cannot go on to " + next.target() + ": another target is another cast");
        }
        if (!next.recording().equals(before.recording())) {
            throw new IllegalArgumentException(
                    this + " cannot be recorded elsewhere: another recording is another cast");
        }
        if (!next.id().equals(before.id())) {
            throw new IllegalArgumentException(
                    this + " cannot be called " + next.id().orElse("otherwise") + ": another id is another cast");
        }
        boolean otherEncoder = !next.encoder().equals(before.encoder());
        boolean otherSource =
                !next.source().equals(before.source()) || !next.sourceOptions().equals(before.sourceOptions());
        if (otherEncoder) {
            requireEncoder(next, media, parts);
        }
        SourceWish source = otherSource ? requireSource(next, media, parts) : wantedSource;
        boolean otherAudio = !next.audioSource().equals(before.audioSource());
        AudioWish audio = otherAudio ? requireAudio(next, source, media, parts) : wantedAudio;
        synchronized (wishing) {
            if (request != before) {
                return false;
            }
            ChangeText change = new ChangeText();
            if (otherEncoder) {
                change.encoder(wantedEncoder, next.encoder().orElse(null));
            }
            run.tellChange(change.source(wantedSource, source)
                    .sound(wantedAudio, audio)
                    .request(before, next)
                    .toString());
            request = next;
            if (otherEncoder) {
                wantedEncoder = next.encoder().orElse(null);
                run.display().useEncoder(wantedEncoder);
            }
            if (otherSource) {
                usePictures(source, next.unattended());
            }
            if (otherAudio) {
                wantedAudio = audio;
                run.sound().use(audio);
            }
            run.changed(before, next);
            return true;
        }
    }

    @Override
    public void stop() {
        run.stop("stopped");
    }

    @Override
    public CompletionStage<CastEnd> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public String toString() {
        return "cast " + id + " to " + request.target();
    }
}
