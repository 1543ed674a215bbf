// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastLogEntry.Kind;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;

/**
 * What casts show at this moment: a part that does its work there need not be tried, and often cannot be, since a camera gives its
 * pictures to one, and a GPU encodes so many streams.
 */
final class InUse {
    private static final Set<Kind> OF_SOURCE = EnumSet.of(Kind.SOURCE, Kind.SOURCE_STALLED, Kind.SOURCE_FAILED);
    private static final Set<Kind> OF_ENCODER = EnumSet.of(Kind.ENCODER, Kind.ENCODER_FAILED, Kind.ENCODER_MISSING);

    private final List<Cast> playing;

    /** @param casts null while there is no host */
    InUse(CastService casts) {
        playing = casts == null
                ? List.of()
                : casts.casts().stream()
                        .filter(cast -> cast.state() == CastState.PLAYING)
                        .toList();
    }

    /** Which cast shows pictures of the source of that name, wherever it has them from. */
    Optional<Cast> source(String name) {
        return playing.stream()
                .filter(cast -> cast.source().equals(name) || cast.source().startsWith(name + ":"))
                .filter(cast -> isWell(cast, OF_SOURCE, Kind.SOURCE))
                .findFirst();
    }

    /** Which cast is encoded by the encoder of that name. */
    Optional<Cast> encoder(String name) {
        return playing.stream()
                .filter(cast -> cast.encoder().equals(name))
                .filter(cast -> isWell(cast, OF_ENCODER, Kind.ENCODER))
                .findFirst();
    }

    /** Whether the last that happened to a part of that kind is that it was taken; the first one is taken without a word. */
    private static boolean isWell(Cast cast, Set<Kind> kinds, Kind taken) {
        return cast.log().stream()
                .map(CastLogEntry::kind)
                .filter(kinds::contains)
                .reduce((earlier, later) -> later)
                .filter(last -> last != taken)
                .isEmpty();
    }
}
