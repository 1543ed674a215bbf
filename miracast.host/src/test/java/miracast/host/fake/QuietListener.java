// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import miracast.api.cast.CastLogEntry;
import miracast.host.display.DisplayListener;
import miracast.host.display.SourceWish;

/** Writes down what a display tells. */
public final class QuietListener implements DisplayListener {
    public final List<String> heard = new CopyOnWriteArrayList<>();
    /** What is done besides when something about a part is told; on the thread that tells it. */
    public volatile Consumer<CastLogEntry.Kind> aside = kind -> {};

    @Override
    public void sourceOpened(SourceWish wish) {
        heard.add("source opened: " + wish);
    }

    @Override
    public void sourceFailed(SourceWish wish, String reason) {
        heard.add("source failed: " + wish + ": " + reason);
    }

    @Override
    public void encoderReady(String name) {
        heard.add("encoder ready: " + name);
    }

    @Override
    public void encoderMissing(String reason) {
        heard.add("encoder missing: " + reason);
    }

    @Override
    public void part(CastLogEntry.Kind kind, String part, String detail, int attempt, long pauseNs) {
        heard.add(kind + " " + part + ": " + detail);
        aside.accept(kind);
    }

    @Override
    public void displayFailed(String reason) {
        heard.add("display failed: " + reason);
    }
}
