// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether threads are woken in time for the next frame, and whether the time of day can be believed. */
@Component(service = Check.class)
public final class ClockCheck implements Check {
    private static final int NAPS = 21;
    /** A tenth of a frame at 60 per second, rounded up: what one does not see. */
    private static final long LATE_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Supplier<Instant> now;
    private final Instant installed;

    /** @param context of this bundle, which cannot have been installed in the future */
    @Activate
    public ClockCheck(BundleContext context) {
        this(Instant::now, Instant.ofEpochMilli(context.getBundle().getLastModified()));
    }

    ClockCheck(Supplier<Instant> now, Instant installed) {
        this.now = now;
        this.installed = installed;
    }

    @Override
    public Subject subject() {
        return Subject.CLOCK;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        return List.of(wakeUp(medianDelayNs()), timeOfDay());
    }

    /** How much longer than a millisecond a sleep of one lasts. */
    private static long medianDelayNs() throws InterruptedException {
        long[] delays = new long[NAPS];
        for (int i = 0; i < NAPS; i++) {
            long begin = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(1);
            delays[i] = System.nanoTime() - begin - TimeUnit.MILLISECONDS.toNanos(1);
        }
        Arrays.sort(delays);
        return delays[NAPS / 2];
    }

    static Finding wakeUp(long delayNs) {
        String what = "Threads are woken " + TimeUnit.NANOSECONDS.toMicros(delayNs) + " µs late";
        return delayNs < LATE_NS
                ? Finding.ok(what + ".")
                : Finding.warning(
                        what + ", and so is every frame.",
                        "The machine is busy, or its timer is coarse: a virtual machine, or a power plan that saves.");
    }

    private Finding timeOfDay() {
        Instant time = now.get();
        return time.isBefore(installed)
                ? Finding.warning(
                        "It is " + time + ", and this bundle was installed later, at " + installed + ".",
                        "Set the clock, or have it set (NTP): logs and events tell wrong times. Casts do not mind.")
                : Finding.ok("It is " + time + ".");
    }
}
