// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import miracast.api.VideoMode;
import miracast.api.cast.Fallback;
import miracast.api.frames.VideoFrame;
import miracast.host.pattern.StillPattern;

/**
 * Makes the picture of a {@link Fallback}. The last one is kept, so that a source that comes and goes costs no memory each time;
 * a file is read again when it has changed. Belongs to the seat's worker; what it made is only read, by the encode thread.
 */
final class FallbackPicture {
    private final Fallback fallback;
    private VideoFrame made;
    private VideoMode madeFor;
    private FileTime madeOf;

    FallbackPicture(Fallback fallback) {
        this.fallback = fallback;
    }

    /** Whether it is a picture of its own, and not the source's last one. */
    boolean isPicture() {
        return !(fallback instanceof Fallback.Hold);
    }

    /**
     * The picture, in the size of the mode.
     *
     * @throws IOException if its file cannot be read: names it
     */
    VideoFrame in(VideoMode mode) throws IOException {
        FileTime stamp = fallback instanceof Fallback.Picture picture ? lastModified(picture) : null;
        if (made == null || !mode.equals(madeFor) || stamp != null && !stamp.equals(madeOf)) {
            made = make(mode);
            madeFor = mode;
            madeOf = stamp;
        }
        return made;
    }

    private static FileTime lastModified(Fallback.Picture picture) throws IOException {
        try {
            return Files.getLastModifiedTime(picture.file());
        } catch (IOException e) {
            throw new IOException(picture.file() + " cannot be read: " + e, e);
        }
    }

    private VideoFrame make(VideoMode mode) throws IOException {
        if (fallback instanceof Fallback.Picture picture) {
            return PictureFile.read(picture.file(), mode.width(), mode.height());
        }
        return StillPattern.draw(mode.width(), mode.height(), ((Fallback.Pattern) fallback).text());
    }

    @Override
    public String toString() {
        return fallback.toString();
    }
}
