// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Services that were withdrawn, and who waits until they are out of use. One thread.
 *
 * @param <S> the service's type
 */
public final class Withdrawals<S> {
    private record Withdrawal<S>(Offer<S> offer, CompletableFuture<Void> free) {}

    private final List<Withdrawal<S>> waiting = new ArrayList<>();

    /** @param free completed by {@link #allBut} */
    public void add(Offer<S> offer, CompletableFuture<Void> free) {
        waiting.add(new Withdrawal<>(offer, free));
    }

    /** Whether that one waits. */
    public boolean hold(Offer<S> offer) {
        return waiting.stream().anyMatch(each -> each.offer().isSameAs(offer));
    }

    /** Tells that all of them are out of use but that one; null for none. */
    public void allBut(Offer<S> inUse) {
        List<Withdrawal<S>> over =
                waiting.stream().filter(each -> !each.offer().isSameAs(inUse)).toList();
        waiting.removeAll(over);
        over.forEach(each -> each.free().complete(null));
    }
}
