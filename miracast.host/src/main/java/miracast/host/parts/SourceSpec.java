// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import miracast.api.Inventory;
import miracast.api.frames.FrameSource;

/**
 * Which source a text asks for: {@code NAME}, {@code NAME:LOCATION}, or the location of a file or stream.
 *
 * @param text as the user wrote it
 * @param name name of the source's service
 * @param location what the source is to open; empty if the text has none
 */
public record SourceSpec(String text, String name, String location) {
    private static final Pattern BARE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    /** A single letter is a drive, and what two slashes follow is a scheme. */
    private static final Pattern NAME_AND_LOCATION = Pattern.compile("([A-Za-z][A-Za-z0-9_-]+)(?::(?!//)(.*))?");

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if the source is not there: the message lists those that are
     */
    public static SourceSpec parse(String text, Offers<FrameSource> offers, PartList parts) {
        return parse(text, "source", Inventory.Kind.FRAME_SOURCE, offers, parts);
    }

    /**
     * Reads a text that asks for a source of pictures or of sound.
     *
     * @param called how messages call what is asked for
     * @throws IllegalArgumentException if the source is not there: the message lists those that are
     */
    public static SourceSpec parse(String text, String called, Inventory.Kind kind, Offers<?> offers, PartList parts) {
        int colon = text.indexOf(':');
        String head = colon < 0 ? text : text.substring(0, colon);
        String tail = colon < 0 ? "" : text.substring(colon + 1);
        if (offers.named(head).isPresent()) {
            return new SourceSpec(text, head, tail);
        }
        boolean known = parts.whyMissing(kind, head).isPresent();
        boolean unheardOf = BARE_NAME.matcher(text).matches() && !exists(text);
        if (known
                || unheardOf
                || text.isBlank()
                || offers.named(FrameSource.MEDIA).isEmpty()) {
            throw new IllegalArgumentException(parts.absence(called + " '" + text + "'", kind, offers.names()));
        }
        return new SourceSpec(text, FrameSource.MEDIA, text);
    }

    /**
     * Reads a text for somebody who waits for the source if it is not there: then what looks like a name is taken for one, and
     * the rest for a location.
     */
    public static SourceSpec expect(String text, Offers<FrameSource> offers, PartList parts) {
        return expect(text, "source", Inventory.Kind.FRAME_SOURCE, offers, parts);
    }

    /** Reads a text for somebody who waits for a source of pictures or of sound, likewise. */
    public static SourceSpec expect(String text, String called, Inventory.Kind kind, Offers<?> offers, PartList parts) {
        try {
            return parse(text, called, kind, offers, parts);
        } catch (IllegalArgumentException absent) {
            Matcher named = NAME_AND_LOCATION.matcher(text);
            return named.matches()
                    ? new SourceSpec(text, named.group(1), named.group(2) == null ? "" : named.group(2))
                    : new SourceSpec(text, FrameSource.MEDIA, text);
        }
    }

    /** The same text, read anew: a source may have come that has the name which was taken for a part of a location. */
    public SourceSpec readAnew(Offers<FrameSource> offers) {
        int colon = text.indexOf(':');
        String head = colon < 0 ? text : text.substring(0, colon);
        return name.equals(head) || offers.named(head).isEmpty()
                ? this
                : new SourceSpec(text, head, colon < 0 ? "" : text.substring(colon + 1));
    }

    private static boolean exists(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
