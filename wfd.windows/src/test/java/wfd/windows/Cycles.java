// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import wfd.api.InterfaceId;
import wfd.api.MacAddress;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WifiDirect;

/** Opens, cancels and closes sessions from many threads. Each thread has devices of its own, so that none is ever refused. */
final class Cycles {
    static final int THREADS = 8;

    private final WifiDirect provider;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    Cycles(StandIn standIn, WifiDirect provider) {
        this.provider = provider;
        for (int i = 0; i < THREADS; i++) standIn.device(device(i), "device " + i, true, i % 2 * 5, 0, 0, behaviour(i));
    }

    private static int behaviour(int thread) {
        return switch (thread % 4) {
            case 0 -> StandIn.TWICE;
            case 1 -> StandIn.CANCEL_SUCCEEDS;
            case 2 -> StandIn.BEFORE_RETURN;
            default -> StandIn.AGAIN_AT_CLOSE;
        };
    }

    private static MacAddress device(int thread) {
        return new MacAddress(0x02_00_00_00_79_00L + thread);
    }

    int completed() {
        return opened.get() + failed.get();
    }

    int opened() {
        return opened.get();
    }

    /** Returns when all of them are over. */
    void run(int cycles) throws Exception {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            FutureTask<Void> task = new FutureTask<>(() -> {
                cycle(number, cycles / THREADS);
                return null;
            });
            tasks.add(task);
            new Thread(task, "cycles " + i).start();
        }
        for (FutureTask<Void> task : tasks) task.get(5, TimeUnit.MINUTES);
    }

    private void cycle(int number, int count) throws Exception {
        Random dice = new Random(number);
        WfdHandle handle = provider.open();
        for (int i = 0; i < count; i++) {
            WfdSession session = handle.startOpenSession(device(number));
            CompletableFuture<InterfaceId> result = session.opened().toCompletableFuture();
            if (dice.nextInt(3) == 0) session.cancelOpen();
            if (dice.nextInt(5) == 0) session.close();
            if (i % 20 == 19) {
                // With the open pending, or just completed.
                handle.close();
                handle = provider.open();
            }
            try {
                result.get(60, TimeUnit.SECONDS);
                opened.incrementAndGet();
            } catch (java.util.concurrent.ExecutionException e) {
                if (!(e.getCause() instanceof WfdException)) throw e;
                failed.incrementAndGet();
            }
            session.close();
            session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        handle.close();
    }
}
