// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.List;
import java.util.function.Function;

/** What may be typed for a parameter, by what is there now. The names come from where Karaf's completers have theirs. */
enum Offer {
    /** Casts that have not ended. */
    CASTS(CastCommands.class, CastCommands::castIds),
    /** What has a log: casts, and declared ones. */
    LOGS(LogCommand.class, LogCommand::names),
    /** Encoders that are there. */
    ENCODERS(PartCommands.class, PartCommands::encoderNames),
    /** Frame sources that are there. */
    SOURCES(PartCommands.class, PartCommands::sourceNames),
    /** Sources of sound that are there, and that there be none. */
    SOUNDS(PartCommands.class, PartCommands::soundNames),
    /** Addresses of devices that are known. */
    DEVICES(WfdCommands.class, WfdCommands::deviceAddresses),
    /** Names and addresses of devices that are known. */
    TARGETS(WfdCommands.class, WfdCommands::deviceNames),
    /** Devices with a session that wfd:open opened. */
    SESSIONS(WfdCommands.class, WfdCommands::sessionAddresses),
    /** Usual modes. */
    MODES(
            CastCommands.class,
            commands -> List.of(
                    "3840x2160@30", "1920x1080@60", "1920x1080@30", "1280x720@60", "1280x720@30", "640x480@60")),
    /** Files, which a line editor completes by itself. */
    FILES(CastCommands.class, commands -> List.of());

    private final Function<List<Commands>, List<String>> names;

    <C extends Commands> Offer(Class<C> group, Function<C, List<String>> names) {
        this.names = all -> all.stream()
                .filter(group::isInstance)
                .findFirst()
                .map(group::cast)
                .map(names)
                .orElse(List.of());
    }

    /** @param all groups of commands that are there */
    List<String> names(List<Commands> all) {
        return names.apply(all);
    }
}
