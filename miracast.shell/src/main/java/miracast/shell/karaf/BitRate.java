// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.CastCommands;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "miracast", name = "bitrate", description = "Sets the highest bit rate of a cast's video")
public final class BitRate extends MiracastAction {
    @Reference
    private CastCommands commands;

    @Argument(index = 0, name = "cast", description = "See miracast:casts", required = true)
    @Completion(CastCompleter.class)
    private String cast;

    @Argument(index = 1, name = "bitRate", description = "For example 8M or 800k", required = true)
    private String bitRate;

    @Override
    Object run() throws Exception {
        commands.bitrate(cast, bitRate);
        return null;
    }
}
