// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import miracast.api.frames.FrameSourceException;

/**
 * Where media lie: a file, or something that FFmpeg has a protocol for.
 *
 * @param url what FFmpeg opens
 * @param shown how people are told of it: without password
 * @param network whether it may stall and come back
 * @param paced whether the other end sends at its own pace
 */
record Location(String url, String shown, boolean network, boolean paced) {
    /** Two letters at least, so that the drive of a Windows path is none. */
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);

    /** Protocols that read what is here; when they are at their end, nothing more will come. */
    private static final Set<String> LOCAL = Set.of("concat", "concatf", "crypto", "data", "fd", "pipe", "subfile");

    private static final Set<String> PACED =
            Set.of("rtmp", "rtmps", "rtp", "rtsp", "rtsps", "srt", "srtp", "udp", "udplite");

    private static final Pattern PASSWORD = Pattern.compile("(//[^/@:]*):[^/@]*@");

    /**
     * Understands what follows the source's name.
     *
     * @throws FrameSourceException if it is empty, or a file that cannot be read
     */
    static Location of(String text) throws FrameSourceException {
        if (text.isBlank()) {
            throw new FrameSourceException("media: no file or URL is named");
        }
        if (SCHEME.matcher(text).matches()) {
            String shown = PASSWORD.matcher(text).replaceAll("$1:***@");
            String scheme = text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT);
            return scheme.equals("file")
                    ? file(fromUrl(text), shown)
                    : new Location(text, shown, !LOCAL.contains(scheme), PACED.contains(scheme));
        }
        return file(fromText(text), text);
    }

    private static Path fromUrl(String url) throws FrameSourceException {
        try {
            return Path.of(URI.create(url));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new FrameSourceException("media " + url + ": not the URL of a file (" + e.getMessage() + ")", e);
        }
    }

    private static Path fromText(String text) throws FrameSourceException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new FrameSourceException("media " + text + ": not the name of a file (" + e.getMessage() + ")", e);
        }
    }

    private static Location file(Path path, String shown) throws FrameSourceException {
        if (!Files.exists(path)) {
            throw new FrameSourceException(
                    "media " + shown + ": no such file" + (path.isAbsolute() ? "" : " in " + here()));
        }
        if (Files.isDirectory(path)) {
            throw new FrameSourceException("media " + shown + ": is a directory");
        }
        if (!Files.isReadable(path)) {
            throw new FrameSourceException("media " + shown + ": may not be read");
        }
        // With the protocol in front, a colon in the name is not taken for one.
        return new Location("file:" + path, shown, false, false);
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }
}
