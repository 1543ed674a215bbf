// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameSource;
import miracast.host.display.Display;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import miracast.host.fake.ManualLoop;
import miracast.host.guest.Conduct;
import miracast.host.link.Doorman;
import miracast.host.link.Turnstile;
import miracast.host.parts.AudioSources;
import miracast.host.parts.MediaOffers;
import miracast.host.parts.Offers;
import miracast.host.parts.PartList;
import wfd.api.WifiDirectProvider;

/** The stand of a cast's display, on a loop whose time a test sets. */
final class StandRig implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    final ManualLoop loop = new ManualLoop();
    final Doorman doorman = new Doorman("door");
    final DisplayStand stand;
    final HostCast cast;
    private final MediaOffers media = new MediaOffers(
            new Offers<>("encoder", VideoEncoder.NAME, PATIENCE_NS),
            new Offers<>("source", FrameSource.NAME, PATIENCE_NS),
            new Offers<>("converter", "", PATIENCE_NS),
            new AudioSources(PATIENCE_NS),
            new Offers<>("audio encoder", AudioEncoder.NAME, PATIENCE_NS));

    /** @param starter starts each display */
    StandRig(Consumer<Display> starter) throws IOException {
        media.encoders().add(new FakeEncoder("a"), Map.of(VideoEncoder.NAME, "a", "service.id", 1L));
        media.sources().add(new FakeSource(), Map.of(FrameSource.NAME, "fake", "service.id", 2L));
        media.sources().add(new FakeSource(), Map.of(FrameSource.NAME, "other", "service.id", 3L));
        PartList parts = new PartList();
        CastRequest request = CastRequest.to(CastTarget.device("Kitchen"))
                .source("fake")
                .audio(false)
                .build();
        CastJournal journal =
                new CastJournal("c1", "Kitchen", CastState.SEARCHING, change -> {}, InstantSource.system());
        cast = new HostCast("c1", request, HostCast.requireSource(request, media, parts), journal, media, parts);
        CastSurroundings around = new CastSurroundings(
                loop,
                new Turnstile(loop, 0),
                doorman,
                media,
                new Offers<>("driver", DriverService.NAME, PATIENCE_NS),
                new Offers<>("provider", WifiDirectProvider.NAME, PATIENCE_NS),
                new InputHub(System::nanoTime, () -> {}),
                () -> HostRig.SETTINGS,
                Runnable::run);
        // It has a stand of its own, without a display: what is wished of the cast reaches that one only.
        cast.runBy(new CastRun(cast, around, end -> {}));
        Conduct conduct = new Conduct();
        stand =
                new DisplayStand(
                        cast,
                        around,
                        conduct,
                        new SoundStand(cast, around, conduct, codings -> {}),
                        end -> {},
                        end -> {}) {
                    @Override
                    void start(Display next) {
                        starter.accept(next);
                    }
                };
    }

    /** Frees the display for the next session, which then gets its memory. */
    void clear() {
        CompletableFuture<Void> cleared = stand.clear();
        HostRig.until(() -> {
            loop.run();
            return cleared.isDone();
        });
    }

    @Override
    public void close() {
        clear();
        doorman.close();
    }
}
