// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

/**
 * How long a source that was asked has had nothing new; told once, until its next picture. Belongs to the encode thread, unless
 * a method says otherwise.
 */
final class Silence {
    private volatile long limitNs;
    private long sinceNs;
    private boolean told;

    /** @param limitNs when it is to be told */
    Silence(long limitNs) {
        this.limitNs = limitNs;
    }

    /** Any thread: another time, after which it is to be told. */
    void limit(long newLimitNs) {
        limitNs = newLimitNs;
    }

    /** Time up to now does not count: the source was not asked. */
    void restart(long nowNs) {
        sinceNs = nowNs;
    }

    /** A new picture has come; returns whether that ends a silence that was told. */
    boolean end(long nowNs) {
        boolean ends = told;
        sinceNs = nowNs;
        told = false;
        return ends;
    }

    /** Nothing new has come; returns whether that is to be told now. */
    boolean isDue(long nowNs) {
        return !told && nowNs - sinceNs >= limitNs && tell();
    }

    /** It is told now, however short it is; returns whether that is news. */
    boolean tell() {
        boolean news = !told;
        told = true;
        return news;
    }

    /** Whether it was told and goes on. */
    boolean isTold() {
        return told;
    }
}
