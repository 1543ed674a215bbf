// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Headers of a message, in order. Names are compared without regard to case; of a repeated one the first counts. */
public final class RtspHeaders {
    private record Header(String name, String value) {}

    private final Map<String, Header> byLowerCaseName = new LinkedHashMap<>();

    /** Adds a header unless there is one of that name. */
    public RtspHeaders add(String name, String value) {
        byLowerCaseName.putIfAbsent(name.toLowerCase(Locale.ROOT), new Header(name, value.strip()));
        return this;
    }

    /** The value without blanks around it; empty if there is no such header. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(byLowerCaseName.get(name.toLowerCase(Locale.ROOT)))
                .map(Header::value);
    }

    /** Names as they were added, and values. */
    void forEach(BiConsumer<String, String> action) {
        byLowerCaseName.values().forEach(header -> action.accept(header.name(), header.value()));
    }
}
