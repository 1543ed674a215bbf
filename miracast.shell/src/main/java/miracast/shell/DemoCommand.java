// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./miracast demo}. */
@Command(
        name = "demo",
        description = "Casts to a simulated television, and checks that it shows what was sent. "
                + "Writes snapshot.png, recording.ts and report.json.")
final class DemoCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private MediaOptions media;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to play. Default: ${DEFAULT-VALUE}.")
    private Seconds time;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "miracast-demo",
            description = "Where to write to. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description =
                    "RTSP parameter that the television answers with, for example wfd_audio_codecs=none; an empty "
                            + "value leaves it out. May be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    DemoCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        return new DemoRun(
                        environment.parts(),
                        environment.wanted(),
                        environment.configurations(),
                        environment.terminal(global),
                        environment.watch())
                .run(
                        media.media(DemoRun.recordingFile(out)),
                        media.swap(environment.parts()),
                        out,
                        time.duration(),
                        parameters);
    }
}
