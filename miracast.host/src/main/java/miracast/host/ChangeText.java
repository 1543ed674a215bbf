// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import miracast.api.cast.CastRequest;
import miracast.host.display.SourceWish;
import miracast.host.sound.AudioWish;

/** What is changed while a cast runs, and from what to what, as a sentence for its log. One thread. */
final class ChangeText {
    private final List<String> changes = new ArrayList<>();

    private void note(String what, Object before, Object now) {
        if (!before.equals(now)) {
            changes.add(what + " changed from " + before + " to " + now);
        }
    }

    /** @param now null for the best one, as {@code before} */
    ChangeText encoder(String before, String now) {
        note("encoder", Objects.requireNonNullElse(before, "the best"), Objects.requireNonNullElse(now, "the best"));
        return this;
    }

    /** Of options only the names are told: values may be secret. */
    ChangeText source(SourceWish before, SourceWish now) {
        note("source", before, now);
        TreeSet<String> names = new TreeSet<>(before.options().keySet());
        names.addAll(now.options().keySet());
        names.removeIf(
                name -> Objects.equals(before.options().get(name), now.options().get(name)));
        if (!names.isEmpty()) {
            changes.add("options of the source changed: " + String.join(", ", names));
        }
        return this;
    }

    ChangeText sound(AudioWish before, AudioWish now) {
        note("source of sound", text(before), text(now));
        return this;
    }

    private static String text(AudioWish wish) {
        return wish.text().orElse("that of the pictures");
    }

    /** What else a request says. */
    ChangeText request(CastRequest before, CastRequest now) {
        note("bit rate", highest(before), highest(now));
        note("lowest bit rate", lowest(before), lowest(now));
        note("modes", text(before.modes()), text(now.modes()));
        note("sound", before.audio() ? "on" : "off", now.audio() ? "on" : "off");
        note("fallback", before.fallback(), now.fallback());
        note("time before the fallback", millis(before), millis(now));
        note("that the source may stand still", before.mayStandStill(), now.mayStandStill());
        return this;
    }

    private static String highest(CastRequest request) {
        return request.bitRate().isPresent() ? request.bitRate().getAsLong() + " bit/s" : "the host's";
    }

    private static String lowest(CastRequest request) {
        return request.lowestBitRate().isPresent() ? request.lowestBitRate().getAsLong() + " bit/s" : "none";
    }

    private static String text(List<?> modes) {
        return modes.isEmpty()
                ? "any"
                : String.join(", ", modes.stream().map(Object::toString).toList());
    }

    private static String millis(CastRequest request) {
        return request.fallbackAfter().toMillis() + " ms";
    }

    /** Empty if nothing is changed. */
    @Override
    public String toString() {
        return String.join("; ", changes);
    }
}
