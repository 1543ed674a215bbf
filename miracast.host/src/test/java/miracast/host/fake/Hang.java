// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.util.concurrent.CountDownLatch;

/** A call of native code that does not return, and does not care for interrupts, until it is let go. */
public final class Hang extends CountDownLatch {
    private final CountDownLatch entered = new CountDownLatch(1);

    public Hang() {
        super(1);
    }

    @Override
    public void await() {
        entered.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                super.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody is or was in it. */
    public boolean isEntered() {
        return entered.getCount() == 0;
    }

    public void letGo() {
        countDown();
    }
}
