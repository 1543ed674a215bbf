// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import wfd.api.MacAddress;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;

/** Many threads at once: no completion is lost, no session leaks. */
interface LoadRules extends Rules {
    int THREADS = 8;

    @Test
    default void underLoadEverySessionCompletesAndEnds() throws Exception {
        WfdHandle handle = trial().handle();
        List<WfdSession> sessions = new CopyOnWriteArrayList<>();

        List<FutureTask<Void>> threads = startThreads(dice -> {
            for (int i = 0; i < trial().provider().roundsUnderLoad(); i++)
                try {
                    playWith(handle.startOpenSession(anyDevice(dice)), dice, sessions);
                } catch (WfdException refused) {
                    continue; // the device has a session
                }
        });
        for (FutureTask<Void> thread : threads) trial().within("a thread", thread::get);
        trial().closeWithin(handle);

        assertThat(sessions).isNotEmpty();
        assertEverySessionEnds(sessions);
        assertEveryDeviceCanBeOpened();
    }

    @Test
    default void aHandleClosedUnderLoadLeavesNoSessionBehind() throws Exception {
        WfdHandle handle = trial().handle();
        List<WfdSession> sessions = new CopyOnWriteArrayList<>();
        AtomicBoolean closed = new AtomicBoolean();

        List<FutureTask<Void>> threads = startThreads(dice -> {
            while (true) {
                boolean late = closed.get();
                try {
                    playWith(handle.startOpenSession(anyDevice(dice)), dice, sessions);
                    assertThat(late).as("opened through a closed handle").isFalse();
                } catch (WfdException refused) {
                    if (refused.error() == WfdError.ERROR_INVALID_HANDLE) return;
                    assertThat(late)
                            .as("refused, but not because of the closed handle: " + refused)
                            .isFalse();
                }
            }
        });
        trial().goThroughAnotherSession(trial().handle(), trial().slowDevice());
        trial().closeWithin(handle);
        closed.set(true);

        for (FutureTask<Void> thread : threads) trial().within("a thread", thread::get);
        assertEverySessionEnds(sessions);
        assertEveryDeviceCanBeOpened();
    }

    /** What a thread under load does. */
    @FunctionalInterface
    interface Load {
        void run(Random dice) throws Exception;
    }

    private List<FutureTask<Void>> startThreads(Load load) {
        trial().device();
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random dice = new Random(i);
            threads.add(trial().started("thread " + i, () -> {
                load.run(dice);
                return null;
            }));
        }
        return threads;
    }

    private MacAddress anyDevice(Random dice) {
        List<MacAddress> devices = trial().provider().pairedDevices();
        return devices.get(dice.nextInt(devices.size()));
    }

    /** Cancels and closes as the dice fall, which fall in the same way each time. */
    private void playWith(WfdSession session, Random dice, List<WfdSession> sessions) throws Exception {
        sessions.add(session);
        if (dice.nextInt(3) == 0) session.cancelOpen();
        if (dice.nextInt(3) == 0) session.close();
        if (dice.nextInt(3) == 0) {
            session.opened().whenComplete((opened, failure) -> session.close());
            return;
        }
        if (dice.nextInt(50) == 0) return; // left to the handle
        trial().outcome(session.opened(), "an open");
        session.close();
        trial().result(session.closed(), "the end of a session");
    }

    private void assertEverySessionEnds(List<WfdSession> sessions) throws Exception {
        for (WfdSession session : sessions) {
            trial().outcome(session.opened(), "an open");
            trial().result(session.closed(), "the end of a session");
        }
    }

    private void assertEveryDeviceCanBeOpened() throws Exception {
        WfdHandle handle = trial().handle();
        for (MacAddress device : trial().provider().pairedDevices())
            assertThatCode(() -> trial().goThroughAnotherSession(handle, device))
                    .as("opening %s after the load", device)
                    .doesNotThrowAnyException();
    }
}
