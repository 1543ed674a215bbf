// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import miracast.api.audio.AudioSource;

/** The sources of sound that there are, and which pictures they accompany. Any thread. */
public final class AudioSources {
    private final Offers<AudioSource> offers;
    private final Map<AudioSource, List<String>> accompanied = new ConcurrentHashMap<>();

    /** @param patienceNs see {@link Offers} */
    public AudioSources(long patienceNs) {
        offers = new Offers<>("source of sound", AudioSource.NAME, patienceNs);
    }

    /** A service came, or its properties changed. */
    public void add(AudioSource source, Map<String, ?> properties) {
        accompanied.put(source, names(properties.get(AudioSource.ACCOMPANIES)));
        offers.add(source, properties);
    }

    private static List<String> names(Object property) {
        return property instanceof String[] names
                ? List.of(names)
                : property instanceof String name ? List.of(name) : List.of();
    }

    /** A service goes: returns when nobody uses it any more, or the patience is over. */
    public void remove(AudioSource source) {
        offers.remove(source);
        accompanied.remove(source);
    }

    /** All of them. */
    public Offers<AudioSource> offers() {
        return offers;
    }

    /** Those that are the own sound of that frame source, best first. */
    public List<Offer<AudioSource>> accompanying(String frameSource) {
        return offers.ranked().stream()
                .filter(offer ->
                        accompanied.getOrDefault(offer.service(), List.of()).contains(frameSource))
                .toList();
    }
}
