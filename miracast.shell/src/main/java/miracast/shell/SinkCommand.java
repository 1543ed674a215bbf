// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import miracast.api.sink.SinkRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./miracast sink}. */
@Command(name = "sink", description = "Plays the television for any Wi-Fi Display source, and checks its stream.")
final class SinkCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private GlobalOptions global;

    @Option(
            names = "--connect",
            required = true,
            paramLabel = "ADDRESS[:PORT]",
            description = "Where the source listens. Default port: 7236.")
    private Endpoint source;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "Address of this machine to connect from. Default: the system chooses.")
    private Endpoint from;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write the transport stream, as received, to this file.")
    private Path record;

    @Option(names = "--snapshot", paramLabel = "FILE", description = "Write the last picture to this file, as PNG.")
    private Path snapshot;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Leave when it has played for this time. Default: when the source ends.")
    private Seconds time;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description =
                    "RTSP parameter to answer with, for example wfd_video_formats=...; an empty value leaves it out. "
                            + "May be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--at",
            paramLabel = "SECONDS=ACTION",
            description = "What the viewer does so long after it began to play: pause, play, idr, standby, "
                    + "route-primary, route-secondary (of the sound), unplug, plug (the monitor), input-off, input-on. "
                    + "May be repeated.")
    private List<ViewerAction> actions = new ArrayList<>();

    SinkCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        OutputFile.require(record);
        OutputFile.require(snapshot);
        SinkRequest request = SinkRequest.builder("sink", source.resolve())
                .localAddress(from == null ? null : from.resolve().getAddress())
                .parameters(parameters)
                .recording(record)
                .build();
        return new SinkRun(environment.wanted(), environment.terminal(global), environment.watch())
                .run(request, snapshot, time == null ? null : time.duration(), actions);
    }
}
