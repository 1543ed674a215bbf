// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./miracast cast}. */
@Command(
        name = "cast",
        description = "Plays the source for any Wi-Fi display that connects, without Wi-Fi Direct. "
                + "When one leaves, it waits for the next.")
final class CastCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private GlobalOptions global;

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "ADDRESS[:PORT]",
            description = "Where displays connect. Default port: 7236; 0 lets the system choose.")
    private Endpoint listen;

    @Mixin
    private MediaOptions media;

    @Option(names = "--once", description = "End when the first display leaves.")
    private boolean once;

    @Option(names = "--seconds", paramLabel = "N", description = "End after this time. Default: never.")
    private Seconds time;

    @Option(names = "--record", paramLabel = "FILE", description = "Write the transport stream, as sent, to this file.")
    private Path record;

    CastCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        OutputFile.require(record);
        return new CastRun(environment.wanted(), environment.terminal(global), environment.watch())
                .run(
                        listen,
                        media.media(record),
                        media.swap(environment.parts()),
                        once,
                        time == null ? null : time.duration());
    }
}
