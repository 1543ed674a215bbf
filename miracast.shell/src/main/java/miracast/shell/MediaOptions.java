// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import miracast.api.VideoMode;
import picocli.CommandLine.Option;

/** What is cast, and how. */
final class MediaOptions {
    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = Media.PATTERN,
            description = "What to cast: pattern, screen, a file, a URL, or another name that 'sources' shows. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String source;

    @Option(
            names = "--source-option",
            paramLabel = "NAME=VALUE",
            description = "An option of the source, for example cursor=false for screen. May be repeated.")
    private Map<String, String> sourceOptions = new LinkedHashMap<>();

    @Option(
            names = "--encoder",
            paramLabel = "NAME",
            description = "Encoder to use, as 'encoders' shows it. Default: the best.")
    private String encoder;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "The only mode that will do, for example 1920x1080@30. Default: the best that the display has.")
    private VideoMode mode;

    @Option(
            names = "--bitrate",
            paramLabel = "RATE",
            description = "Highest bit rate of the picture, for example 8M or 800k.")
    private BitRate bitRate;

    @Option(
            names = "--audio",
            paramLabel = "SOUND",
            description =
                    "What to hear: silence, tone, tone:HERTZ, system (what this machine plays), a file, a URL, or "
                            + "another name that 'sources' shows; none for a stream without sound. Default: the sound of the "
                            + "source, as a file's own track, the beeps of the pattern, or system for screen.")
    private String audio;

    @Option(
            names = "--swap",
            paramLabel = "SECONDS",
            description = "Exchange the encoder this often, for example 0.5, under the running picture.")
    private Seconds swap;

    /** Exchanges as often as asked for. */
    EncoderSwap swap(Parts parts) {
        Listing listing = new Listing(parts);
        return new EncoderSwap(
                swap == null ? null : swap.duration(),
                () -> listing.encoders().stream()
                        .filter(Listing.Part::available)
                        .map(Listing.Part::name)
                        .toList(),
                System::nanoTime);
    }

    Media media(Path record) {
        return new Media(source, sourceOptions, encoder, mode, bitRate, audio, record);
    }
}
