// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.CastCommands;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Parsing(TypedWords.class)
@Command(scope = "miracast", name = "encoder", description = "Gives a cast another encoder")
public final class Encoder extends MiracastAction {
    @Reference
    private CastCommands commands;

    @Argument(index = 0, name = "cast", description = "See miracast:casts", required = true)
    @Completion(CastCompleter.class)
    private String cast;

    @Argument(index = 1, name = "encoder", description = "See miracast:encoders", required = true)
    @Completion(EncoderCompleter.class)
    private String encoder;

    @Override
    Object run() throws Exception {
        commands.encoder(cast, encoder);
        return null;
    }
}
