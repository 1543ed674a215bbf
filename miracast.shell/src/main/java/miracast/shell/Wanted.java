// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import miracast.api.cast.CastService;
import miracast.api.frames.FrameSource;
import miracast.api.sink.MiracastSink;

/** Waits for what a command needs, as bundles come up in any order; and says why it is not there, if that is so. */
final class Wanted {
    private final Parts parts;
    private final Listing listing;
    private final Duration patience;
    private final Duration settling;

    /**
     * @param patience how long to wait for a service that every installation has
     * @param settling how long a part may be missing before that is taken for granted
     */
    Wanted(Parts parts, Duration patience, Duration settling) {
        this.parts = parts;
        this.listing = new Listing(parts);
        this.patience = patience;
        this.settling = settling;
    }

    /** The host. */
    CastService castService() throws CommandFailure, InterruptedException {
        return service(CastService.class, () -> parts.casts);
    }

    /** The sink. */
    MiracastSink sink() throws CommandFailure, InterruptedException {
        return service(MiracastSink.class, () -> parts.sink);
    }

    private <S> S service(Class<S> type, Supplier<S> field) throws CommandFailure, InterruptedException {
        Optional<S> service = parts.await(patience, () -> Optional.ofNullable(field.get()));
        if (service.isEmpty()) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, parts.missing(type));
        }
        return service.get();
    }

    /**
     * An encoder of that name, or any at all.
     *
     * @param name null for any
     */
    void encoder(String name) throws CommandFailure, InterruptedException {
        require("encoder", name, listing::encoders);
    }

    /** What a cast's source needs: the frame source of its name, or a file that can be read. */
    void source(String source) throws CommandFailure, InterruptedException {
        source("source", source, listing::sources);
    }

    /** What a cast's sound needs, likewise. */
    void sound(Media media) throws CommandFailure, InterruptedException {
        if (media.audio() != null && media.hasAudio()) {
            source("source of sound", media.audio(), listing::audioSources);
        }
    }

    private void source(String kind, String source, Supplier<List<Listing.Part>> list)
            throws CommandFailure, InterruptedException {
        if (source.contains("://") || isFile(source)) {
            require(kind, FrameSource.MEDIA, list);
            return;
        }
        int colon = source.indexOf(':');
        String name = colon < 0 ? source : source.substring(0, colon);
        if (parts.await(settling, () -> find(name, list.get())).isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "'" + source + "' is neither a " + kind + " nor a file that can be read. There are "
                            + names(list.get()) + ".");
        }
        require(kind, name, list);
    }

    private static boolean isFile(String text) {
        try {
            return Files.isReadable(Path.of(text)) && !Files.isDirectory(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void require(String kind, String name, Supplier<List<Listing.Part>> list)
            throws CommandFailure, InterruptedException {
        boolean there = parts.await(
                        settling,
                        () -> list.get().stream()
                                .filter(part -> part.available()
                                        && (name == null || part.name().equals(name)))
                                .findFirst())
                .isPresent();
        if (there) {
            return;
        }
        List<Listing.Part> all = list.get();
        String message = find(name, all)
                .map(part -> "The " + kind + " " + name + " is missing: " + part.detail())
                .orElseGet(() ->
                        (name == null ? "There is no " + kind + " at all." : "There is no " + kind + " '" + name + "'.")
                                + " Known are " + names(all) + ".");
        throw new CommandFailure(ExitCode.UNAVAILABLE, message);
    }

    private static Optional<Listing.Part> find(String name, List<Listing.Part> list) {
        return list.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    private static String names(List<Listing.Part> list) {
        return list.isEmpty()
                ? "none"
                : list.stream()
                        .map(part -> part.name() + (part.available() ? "" : " (missing: " + part.detail() + ")"))
                        .collect(Collectors.joining(", "));
    }
}
