// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.cast.EndedCast;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameSource;
import miracast.host.display.SourceWish;
import miracast.host.link.Doorman;
import miracast.host.link.LinkProvider;
import miracast.host.link.Turnstile;
import miracast.host.parts.AudioSources;
import miracast.host.parts.KnownAudioEncoder;
import miracast.host.parts.KnownVideoEncoder;
import miracast.host.parts.MediaOffers;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.parts.PartList;
import miracast.host.parts.Reception;
import miracast.host.session.DriverSupply;
import miracast.host.thread.CastLoop;
import miracast.host.thread.CastMark;
import miracast.host.thread.ThreadControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.WifiDirectProvider;

/** The host without OSGi: what there is, and the casts. Any thread. */
final class Host implements CastService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    /** How long a service that goes away waits for the casts that use it. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(8);

    /** How long an encoder that comes may take to say what it can do before others go on without it. */
    private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(3);
    /** Fifty tries a second: a hundred casts come back within two, and one alone does not notice. */
    private static final long BETWEEN_TRIES_NS = TimeUnit.MILLISECONDS.toNanos(20);
    /** How long those casts may take to tell their end that did not come to one by themselves. */
    private static final long GIVE_UP_NS = TimeUnit.SECONDS.toNanos(1);

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final MediaOffers media = new MediaOffers(
            new Offers<>("encoder", VideoEncoder.NAME, PATIENCE_NS),
            new Offers<>("source", FrameSource.NAME, PATIENCE_NS),
            new Offers<>("converter", "", PATIENCE_NS),
            new AudioSources(PATIENCE_NS),
            new Offers<>("audio encoder", AudioEncoder.NAME, PATIENCE_NS));
    private final Offers<DriverSupply> drivers = new Offers<>("driver", DriverService.NAME, PATIENCE_NS);
    private final Offers<LinkProvider> providers =
            new Offers<>("Wi-Fi Direct provider", WifiDirectProvider.NAME, PATIENCE_NS);
    private final PartList parts = new PartList();
    private final InputHub input = new InputHub(System::nanoTime, this::inputWishChanged);

    private final ThreadControlLoop loop = new ThreadControlLoop("miracast-host-control");
    private final Turnstile turnstile = new Turnstile(loop, BETWEEN_TRIES_NS);
    private final Doorman doorman;
    private final ThreadPoolExecutor guests;
    private final Reception<VideoEncoder> encoders;
    private final Reception<AudioEncoder> audioEncoders;
    private final AtomicLong guestThreads = new AtomicLong();

    /** By number, so that they are listed oldest first. */
    private final ConcurrentSkipListMap<Long, Running> casts = new ConcurrentSkipListMap<>();

    private final EndedCasts ended = new EndedCasts();

    private final AtomicLong numbers = new AtomicLong();
    /** Of the casts that have not ended. */
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    private volatile HostSettings settings;
    private final AtomicReference<CastAnnouncer> announcer = new AtomicReference<>();
    private volatile boolean closed;
    private volatile boolean over;

    private final long endPatienceNs;

    private record Running(HostCast cast, CastRun run) {
        /** On the control loop, which is that of all. */
        void marked(Consumer<CastRun> action) {
            CastMark.on(cast.id(), () -> action.accept(run)).run();
        }
    }

    Host(HostSettings settings) throws IOException {
        this(settings, PATIENCE_NS);
    }

    /** @param endPatienceNs how long casts may take to end when the host does */
    Host(HostSettings settings, long endPatienceNs) throws IOException {
        this.settings = settings;
        this.endPatienceNs = endPatienceNs;
        doorman = new Doorman("miracast-host-door");
        guests = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 2, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "miracast-host-guest-" + guestThreads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        encoders = new Reception<>(media.encoders(), KnownVideoEncoder::new, guests, loop, ANSWER_NS, PATIENCE_NS);
        audioEncoders =
                new Reception<>(media.audioEncoders(), KnownAudioEncoder::new, guests, loop, ANSWER_NS, PATIENCE_NS);
        drivers.addUser(new Casts<>(CastRun::letDriverGo));
        providers.addUser(new Casts<>(CastRun::letProviderGo));
        loop.after(SECOND_NS, this::second);
    }

    /** Through which encoders come and go. */
    Reception<VideoEncoder> encoders() {
        return encoders;
    }

    /** Through which audio encoders come and go. */
    Reception<AudioEncoder> audioEncoders() {
        return audioEncoders;
    }

    MediaOffers media() {
        return media;
    }

    Offers<DriverSupply> drivers() {
        return drivers;
    }

    Offers<LinkProvider> providers() {
        return providers;
    }

    InputHub input() {
        return input;
    }

    PartList parts() {
        return parts;
    }

    /** Holds for sessions to come. */
    void settings(HostSettings newSettings) {
        settings = newSettings;
    }

    /** Who is told of changes from now on. */
    void announcer(CastAnnouncer newAnnouncer) {
        announcer.set(newAnnouncer);
    }

    /** Tells that one no more once this has returned. Another one may have come before, which stays. */
    void forget(CastAnnouncer oldAnnouncer) {
        if (announcer.compareAndSet(oldAnnouncer, null) && !over) {
            CompletableFuture<Void> past = new CompletableFuture<>();
            // Whoever had it in hand was on the loop.
            loop.execute(() -> past.complete(null));
            past.completeOnTimeout(null, PATIENCE_NS, TimeUnit.NANOSECONDS).join();
        }
    }

    private void announce(CastAnnouncer.Change change) {
        CastAnnouncer present = announcer.get();
        if (present != null) {
            present.announce(change);
        }
    }

    /** A device has changed, appeared or gone: casts that wait for it try at once if it is back. */
    void deviceChanged(Map<String, ?> device) {
        loop.execute(() -> casts.values().forEach(running -> running.marked(run -> run.deviceChanged(device))));
    }

    @Override
    public Cast cast(CastRequest request) {
        if (closed) {
            throw new IllegalStateException("the host has stopped");
        }
        HostCast.requireEncoder(request, media, parts);
        SourceWish source = HostCast.requireSource(request, media, parts);
        long number = numbers.incrementAndGet();
        String id = takeId(request, number);
        try {
            return begin(request, source, number, id);
        } catch (RuntimeException | Error e) {
            ids.remove(id);
            throw e;
        }
    }

    private String takeId(CastRequest request, long number) {
        if (request.id().isEmpty()) {
            String id = "c" + number;
            while (!ids.add(id)) {
                id += "+";
            }
            return id;
        }
        String id = request.id().get();
        if (!ids.add(id)) {
            throw new IllegalArgumentException("id '" + id + "' is taken by another cast");
        }
        return id;
    }

    private Cast begin(CastRequest request, SourceWish source, long number, String id) {
        CastState first = request.target() instanceof CastTarget.Listen ? CastState.AWAITING_SINK : CastState.SEARCHING;
        CastJournal journal =
                new CastJournal(id, request.target().toString(), first, this::announce, InstantSource.system());
        HostCast cast = new HostCast(id, request, source, journal, media, parts);
        CastSurroundings around = new CastSurroundings(
                new CastLoop(id, loop),
                turnstile,
                doorman,
                media,
                drivers,
                providers,
                input,
                () -> settings,
                task -> guests.execute(CastMark.on(id, task)));
        CastRun run = new CastRun(cast, around, end -> {
            ended.add(cast, end);
            casts.remove(number);
            ids.remove(id);
        });
        cast.runBy(run);
        casts.put(number, new Running(cast, run));
        run.begin();
        return cast;
    }

    @Override
    public List<Cast> casts() {
        List<Cast> all = new ArrayList<>();
        casts.values().forEach(running -> all.add(running.cast()));
        return all;
    }

    @Override
    public Optional<Cast> cast(String id) {
        return casts().stream().filter(cast -> cast.id().equals(id)).findFirst();
    }

    @Override
    public List<EndedCast> ended() {
        return ended.list();
    }

    private void second() {
        loop.after(SECOND_NS, this::second);
        casts.values().forEach(running -> running.marked(CastRun::second));
    }

    /** Of several changes the casts hear the last. */
    private void inputWishChanged() {
        if (!over) {
            loop.execute(() -> {
                boolean wanted = input.isWanted();
                casts.values().forEach(running -> running.marked(run -> run.inputWanted(wanted)));
            });
        }
    }

    /** All casts, as the users of something that may go. */
    private final class Casts<S> implements Offers.User<S> {
        private final BiFunction<CastRun, Offer<S>, CompletableFuture<Void>> release;

        Casts(BiFunction<CastRun, Offer<S>, CompletableFuture<Void>> release) {
            this.release = release;
        }

        @Override
        public void offersChanged() {
            loop.execute(() -> casts.values().forEach(running -> running.marked(CastRun::partsCame)));
        }

        @Override
        public CompletableFuture<Void> letGo(Offer<S> offer) {
            if (over) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<Void> free = new CompletableFuture<>();
            loop.execute(() -> {
                List<CompletableFuture<Void>> all = new ArrayList<>();
                casts.values().forEach(running -> running.marked(run -> all.add(letGo(run, offer))));
                CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                        .whenComplete((nothing, failure) -> tell(free, failure));
            });
            return free;
        }

        /** One cast's trouble is not to be that of the others. */
        private CompletableFuture<Void> letGo(CastRun run, Offer<S> offer) {
            try {
                return release.apply(run, offer);
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private static void tell(CompletableFuture<Void> free, Throwable failure) {
            if (failure == null) {
                free.complete(null);
            } else {
                free.completeExceptionally(failure);
            }
        }
    }

    /** Stops all casts, waits for their end a while, gives up those that hang, and ends all threads. */
    @Override
    public void close() {
        closed = true;
        List<CompletableFuture<?>> ends = new ArrayList<>();
        for (Running running : casts.values()) {
            running.run().stop("the host stops");
            ends.add(running.cast().end());
        }
        boolean interrupted = await(ends, endPatienceNs);
        if (!casts.isEmpty()) {
            LOG.warn("casts {} did not end in time; what they hang in is left behind", casts());
            casts.values()
                    .forEach(running -> running.run().giveUp("the host stopped, and the cast did not end in time"));
            interrupted |= await(ends, GIVE_UP_NS);
        }
        // DS takes the services away after this, and there is no loop any more that could let go of them.
        over = true;
        loop.close();
        input.close();
        doorman.close();
        guests.shutdown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the wait was interrupted. */
    private static boolean await(List<CompletableFuture<?>> ends, long patienceNs) {
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(patienceNs, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.debug("not all casts ended within {} ms", TimeUnit.NANOSECONDS.toMillis(patienceNs));
        } catch (InterruptedException e) {
            return true;
        } catch (ExecutionException e) {
            LOG.error("a cast ended with an exception", e.getCause());
        }
        return false;
    }
}
