// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import miracast.api.audio.AudioSource;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastTarget;
import miracast.api.driver.MiracastDriver;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.FrameSource;
import miracast.api.input.InputConsumer;
import miracast.api.input.InputEvent;
import miracast.api.sink.MiracastSink;
import miracast.itest.bundle.NumberedSource;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectProvider;

/**
 * Services of each kind are lent to running casts and taken back. When {@code unregister} has returned, the service object is
 * made invalid: nobody may use it any more, or anything that came of it. And while such a service is called, the calling thread
 * holds no lock of ours, and another thread that uses the cast service, the simulation and the framework need not wait.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DynamicsIT extends CastTests {
    private static final int TIMES = 4;
    private static final int CASTS = 3;
    /** Above all that the bundles give themselves. */
    private static final int BEST = 10_000;

    private final List<String> stale = new CopyOnWriteArrayList<>();
    private final List<String> locked = new CopyOnWriteArrayList<>();
    private final AtomicInteger given = new AtomicInteger();
    private final List<Cast> playing = new ArrayList<>();
    private final List<ServiceRegistration<?>> extras = new CopyOnWriteArrayList<>();
    private Bundle source;
    private ServiceRegistration<IntSupplier> numbers;
    /** What the casts are to be heard with; empty for silence. */
    private String sound = "";

    @Before
    public void play() throws Exception {
        // Time and again a session is cut short here, which is no failure that longer and longer pauses would be for.
        retryWithin(50, 100);
        numbers = context.registerService(
                IntSupplier.class, given::getAndIncrement, new Hashtable<>(Map.of("purpose", "frame.numbers")));
        // Its pictures need a converter.
        source = TestBundle.start(context, NumberedSource.class, "miracast.api", "miracast.api.frames");
        for (int number = 1; number <= CASTS; number++) {
            Television television = television(number, Map.of("decode", false));
            playing.add(play(television));
        }
        for (Television television : televisions) {
            television.awaitMore(5);
        }
    }

    @After
    public void takeAway() throws Exception {
        for (Cast cast : casts.casts()) {
            stop(cast);
        }
        source.uninstall();
        numbers.unregister();
        extras.forEach(ServiceRegistration::unregister);
    }

    /** What any bundle may do at any time; must come to an end while a service is being called. */
    private void outside() {
        String caller = Thread.currentThread().getName();
        CompletableFuture<Void> done = CompletableFuture.runAsync(
                () -> {
                    for (Cast cast : casts.casts()) {
                        assertThat(cast.statistics()).isNotNull();
                        assertThat(cast.encoder()).isNotNull();
                        assertThat(cast.format()).isNotNull();
                    }
                    wifiDirect.devices();
                    extras.add(home(FrameSource.class)
                            .registerService(
                                    FrameSource.class,
                                    request -> {
                                        throw new IllegalStateException("not asked for");
                                    },
                                    new Hashtable<>(Map.of(FrameSource.NAME, "extra"))));
                    casts.cast(listening()).stop();
                },
                task -> new Thread(task, "outside").start());
        try {
            done.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            locked.add("while a service was called on " + caller + ": " + e);
        }
    }

    private static CastRequest listening() {
        return CastRequest.to(CastTarget.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .build();
    }

    private interface Lender {
        ServiceRegistration<?> lend(Watched watched);
    }

    /** Lends a service time and again while casts come and go. */
    private void lend(Lender lender) throws Exception {
        for (int time = 0; time < TIMES; time++) {
            Watched watched = new Watched(stale, locked, this::outside);
            ServiceRegistration<?> registration = lender.lend(watched);
            long wanted = time % 3 == 0 ? 1 : 6;
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(watched.calls()).as(this::states).isGreaterThanOrEqualTo(wanted));
            Cast comer = casts.cast(listening());
            boolean oneEnds = time % 2 == 0;
            if (oneEnds) {
                // It uses the service as well, until it has ended.
                playing.get(time % CASTS).stop();
            }
            registration.unregister();
            watched.invalidate();
            comer.stop();
            if (oneEnds) {
                replace(time % CASTS);
            }
            awaitPictures();
        }
        assertThat(stale).as("uses of a service that was gone").isEmpty();
        assertThat(locked).as("what was locked, or had to wait").isEmpty();
    }

    /** From now on there is something to be heard. */
    private void hear(String source) throws Exception {
        sound = source;
        for (int index = 0; index < CASTS; index++) {
            replace(index);
        }
        for (Television television : televisions) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(television.shown().audioUnits())
                            .as(this::states)
                            .isPositive());
        }
    }

    private void replace(int index) throws Exception {
        stop(playing.get(index));
        playing.set(index, play(televisions.get(index)));
    }

    private Cast play(Television television) {
        CastRequest.Builder request = small(television).source(NumberedSource.SOURCE);
        return casts.cast(
                sound.isEmpty()
                        ? request.audio(false).build()
                        : request.audioSource(sound).build());
    }

    private void awaitPictures() {
        for (Television television : televisions) {
            long wanted = television.received() + 5;
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(television.received()).as(this::states).isGreaterThanOrEqualTo(wanted));
        }
    }

    private String states() {
        StringBuilder text = new StringBuilder();
        for (Cast cast : playing) {
            text.append(cast)
                    .append(": ")
                    .append(cast.state())
                    .append(", ")
                    .append(cast.detail())
                    .append("; ");
            cast.log().forEach(entry -> text.append("\n  ").append(entry));
        }
        return text + "\nstale: " + stale + "\nlocked: " + locked;
    }

    private <S> S real(Class<S> type, String filter) throws Exception {
        Collection<ServiceReference<S>> references = context.getServiceReferences(type, filter);
        return context.getService(references.iterator().next());
    }

    private <S> ServiceRegistration<S> register(Class<S> type, S service, String nameProperty, String name) {
        return home(type)
                .registerService(
                        type, service, new Hashtable<>(Map.of(nameProperty, name, Constants.SERVICE_RANKING, BEST)));
    }

    @Test(timeout = 300_000)
    public void noEncoderIsUsedAfterItsEnd() throws Exception {
        VideoEncoder real = real(VideoEncoder.class, "(" + VideoEncoder.NAME + "=openh264)");
        lend(watched ->
                register(VideoEncoder.class, watched.wrap(VideoEncoder.class, real), VideoEncoder.NAME, "watched"));
    }

    @Test(timeout = 300_000)
    public void noSourceIsUsedAfterItsEnd() throws Exception {
        FrameSource real = real(FrameSource.class, "(" + FrameSource.NAME + "=" + NumberedSource.SOURCE + ")");
        lend(watched -> register(
                FrameSource.class, watched.wrap(FrameSource.class, real), FrameSource.NAME, NumberedSource.SOURCE));
    }

    @Test(timeout = 300_000)
    public void noSourceOfSoundIsUsedAfterItsEnd() throws Exception {
        AudioSource real = real(AudioSource.class, "(" + AudioSource.NAME + "=tone)");
        hear("tone");
        lend(watched -> register(AudioSource.class, watched.wrap(AudioSource.class, real), AudioSource.NAME, "tone"));
        assertHeard();
    }

    @Test(timeout = 300_000)
    public void noEncoderOfSoundIsUsedAfterItsEnd() throws Exception {
        AudioEncoder real = real(AudioEncoder.class, null);
        hear("tone");
        lend(watched -> {
            ServiceRegistration<AudioEncoder> registration =
                    register(AudioEncoder.class, watched.wrap(AudioEncoder.class, real), AudioEncoder.NAME, "watched");
            // An encoder that does its work is not exchanged for a better one; the next sessions take that.
            televisions.forEach(Television::vanish);
            return registration;
        });
        assertHeard();
    }

    /** Sound is still to be heard of all of them. */
    private void assertHeard() {
        for (Television television : televisions) {
            long before = television.shown().audioUnits();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(television.shown().audioUnits())
                            .as(this::states)
                            .isNotEqualTo(before)
                            .isPositive());
        }
    }

    @Test(timeout = 300_000)
    public void noConsumerOfInputIsUsedAfterItsEnd() throws Exception {
        // Displays are invited to send input when their session begins, if anybody wants it then.
        ServiceRegistration<InputConsumer> always =
                home(InputConsumer.class).registerService(InputConsumer.class, (castId, event) -> {}, null);
        ScheduledExecutorService viewers = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int index = 0; index < CASTS; index++) {
                replace(index);
            }
            viewers.scheduleWithFixedDelay(
                    () -> televisions.forEach(television -> television.input(new InputEvent.Key(true, 'A', 0))),
                    0,
                    10,
                    TimeUnit.MILLISECONDS);
            lend(watched -> home(InputConsumer.class)
                    .registerService(
                            InputConsumer.class,
                            watched.wrap(InputConsumer.class, (castId, event) -> {}),
                            new Hashtable<>(Map.of("purpose", "watched"))));
        } finally {
            viewers.shutdownNow();
            always.unregister();
        }
    }

    @Test(timeout = 300_000)
    public void noConverterIsUsedAfterItsEnd() throws Exception {
        FrameConverter real = real(FrameConverter.class, null);
        lend(watched -> register(
                FrameConverter.class, watched.wrap(FrameConverter.class, real), "purpose", "watched converter"));
    }

    @Test(timeout = 300_000)
    public void noDriverIsUsedAfterItsEnd() throws Exception {
        ServiceReference<MiracastDriver> reference = context.getServiceReference(MiracastDriver.class);
        ServiceObjects<MiracastDriver> real = context.getServiceObjects(reference);
        lend(watched -> new DriverLoan(() -> watched.wrap(MiracastDriver.class, real.getService()))
                .register(home(MiracastDriver.class), "watched", BEST));
    }

    @Test(timeout = 300_000)
    public void noProviderOfWifiDirectIsUsedAfterItsEnd() throws Exception {
        WifiDirect real = real(WifiDirect.class, "(" + WifiDirectProvider.NAME + "=sim)");
        lend(watched -> {
            ServiceRegistration<WifiDirect> registration = register(
                    WifiDirect.class, watched.wrap(WifiDirect.class, real), WifiDirectProvider.NAME, "watched");
            // The links that there are stay where they are; the next ones are opened through the better provider.
            televisions.forEach(Television::vanish);
            return registration;
        });
    }

    @Test(timeout = 300_000)
    public void noSinkIsUsedAfterItsEnd() throws Exception {
        MiracastSink real = real(MiracastSink.class, null);
        lend(watched -> register(MiracastSink.class, watched.wrap(MiracastSink.class, real), "purpose", "watched"));
    }
}
