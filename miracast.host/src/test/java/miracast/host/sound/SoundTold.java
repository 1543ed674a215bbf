// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import miracast.api.AudioCoding;
import miracast.api.cast.CastLogEntry;

/** Writes down what sound tells. */
final class SoundTold implements SoundListener {
    final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public void codingsChanged(List<AudioCoding> codings) {
        heard.add("codings " + codings);
    }

    @Override
    public void part(CastLogEntry.Kind kind, String part, String detail, int attempt, long pauseNs) {
        heard.add(kind + " " + part + ": " + detail);
    }
}
