// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.CastCommands;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.completers.StringsCompleter;

@Service
@Parsing(TypedWords.class)
@Command(scope = "miracast", name = "cast", description = "Casts to a Wi-Fi device, or to whoever connects")
public final class Cast extends MiracastAction {
    @Reference
    private CastCommands commands;

    @Option(
            name = "-l",
            aliases = "--listen",
            description = "The target is not a device, but ADDRESS[:PORT] of this machine")
    private boolean listen;

    @Option(
            name = "-s",
            aliases = "--source",
            description = "What to cast: NAME, NAME:LOCATION, a file or a URL; see miracast:sources")
    @Completion(SourceCompleter.class)
    private String source = "pattern";

    @Option(name = "-e", aliases = "--encoder", description = "See miracast:encoders; the best one unless said")
    @Completion(EncoderCompleter.class)
    private String encoder;

    @Option(name = "-m", aliases = "--mode", description = "For example 1920x1080@30; the best one unless said")
    @Completion(
            value = StringsCompleter.class,
            values = {"3840x2160@30", "1920x1080@60", "1920x1080@30", "1280x720@60", "1280x720@30", "640x480@60"})
    private String mode;

    @Option(name = "-b", aliases = "--bitrate", description = "Highest bit rate of the video, for example 8M")
    private String bitRate;

    @Option(
            name = "-a",
            aliases = "--audio",
            description = "What to hear, or none; see miracast:sounds. The sound of the source unless said")
    @Completion(SoundCompleter.class)
    private String audio;

    @Option(name = "-r", aliases = "--record", description = "File for the transport stream, as sent")
    @Completion(FileCompleter.class)
    private String record;

    @Argument(index = 0, name = "target", description = "Name or address of a device, see wfd:devices", required = true)
    @Completion(TargetCompleter.class)
    private String target;

    @Override
    Object run() throws Exception {
        return commands.cast(listen, source, encoder, mode, bitRate, audio, record, target);
    }
}
