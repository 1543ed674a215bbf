// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastService;
import miracast.api.cast.CastTarget;
import miracast.api.sink.SinkSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gogo commands about casts. They return what they have to tell; {@link Formats} shows it. */
@Component(service = CastCommands.class)
@GogoCommand(
        scope = "miracast",
        function = {
            "cast",
            "casts",
            "info",
            "modes",
            "stats",
            "stop",
            "pause",
            "resume",
            "encoder",
            "source",
            "snapshot"
        })
public final class CastCommands {
    private final CastService service;
    private final Parts parts;
    private final Wanted wanted;

    /** @param service whose casts these are */
    @Activate
    public CastCommands(@Reference CastService service, @Reference Parts parts) {
        this.service = service;
        this.parts = parts;
        wanted = new Wanted(parts, Duration.ZERO, Duration.ZERO);
    }

    @Descriptor("casts to a Wi-Fi device, or to whoever connects")
    public String cast(
            @Descriptor("TARGET is not a device, but an address of this machine") //
                    @Parameter(
                            names = {"-l", "--listen"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean listen,
            @Descriptor("what to cast; see miracast:sources") //
                    @Parameter(
                            names = {"-s", "--source"},
                            absentValue = Media.PATTERN)
                    String source,
            @Descriptor("see miracast:encoders") //
                    @Parameter(
                            names = {"-e", "--encoder"},
                            absentValue = "")
                    String encoder,
            @Descriptor("for example 1920x1080@30") //
                    @Parameter(
                            names = {"-m", "--mode"},
                            absentValue = "")
                    String mode,
            @Descriptor("for example 8M") //
                    @Parameter(
                            names = {"-b", "--bitrate"},
                            absentValue = "")
                    String bitRate,
            @Descriptor("file for the transport stream") //
                    @Parameter(
                            names = {"-r", "--record"},
                            absentValue = "")
                    String record,
            @Descriptor("address or name, see wfd:devices; with --listen ADDRESS[:PORT]") String target)
            throws CommandFailure, InterruptedException {
        Media media = new Media(
                source,
                Map.of(),
                encoder.isEmpty() ? null : encoder,
                mode.isEmpty() ? null : VideoMode.parse(mode),
                bitRate.isEmpty() ? null : BitRate.parse(bitRate),
                true,
                record.isEmpty() ? null : Path.of(record));
        wanted.encoder(media.encoder());
        wanted.source(media.source());
        CastTarget wish = listen ? CastTarget.listen(Endpoint.parse(target).resolve()) : CastTarget.device(target);
        return CastRun.start(service, media.request(wish, false)).id();
    }

    @Descriptor("lists the casts that have not ended")
    public List<CastInfo> casts() {
        return new Rows<>(service.casts().stream().map(CastInfo::of).toList(), CastInfo::table);
    }

    @Descriptor("tells all about one cast")
    public JsonObject info(@Descriptor("see miracast:casts") String id) {
        return Figures.of(find(id));
    }

    @Descriptor("tells why a cast has its mode, and no better one")
    public String modes(@Descriptor("see miracast:casts") String id) {
        List<String> reasons = find(id).formatReasons();
        return reasons.isEmpty() ? "Cast " + id + " has no mode yet." : String.join("\n", reasons);
    }

    @Descriptor("tells in one line how a cast goes")
    public String stats(@Descriptor("see miracast:casts") String id) {
        Cast cast = find(id);
        return Figures.line(cast, session(cast).map(SinkSession::statistics));
    }

    @Descriptor("ends one cast and tells how it ended")
    public CastEnd stop(@Descriptor("see miracast:casts") String id) throws InterruptedException {
        return CastRun.stop(find(id));
    }

    @Descriptor("asks the display to keep its picture")
    public void pause(@Descriptor("see miracast:casts") String id) {
        find(id).pause();
    }

    @Descriptor("asks the display to go on")
    public void resume(@Descriptor("see miracast:casts") String id) {
        find(id).resume();
    }

    @Descriptor("gives a cast another encoder")
    public void encoder(
            @Descriptor("see miracast:casts") String id, @Descriptor("see miracast:encoders") String encoder) {
        find(id).useEncoder(encoder);
    }

    @Descriptor("gives a cast another source")
    public void source(@Descriptor("see miracast:casts") String id, @Descriptor("see miracast:sources") String source) {
        find(id).useSource(source);
    }

    @Descriptor("writes what a simulated display shows, as PNG")
    public Path snapshot(@Descriptor("see miracast:casts") String id, @Descriptor("file to write") String file)
            throws IOException {
        Path path = Path.of(file);
        session(find(id))
                .orElseThrow(() -> new IllegalArgumentException("Cast " + id + " has no simulated display."))
                .snapshot(path);
        return path.toAbsolutePath();
    }

    private Cast find(String id) {
        return find(service, id);
    }

    /** @throws IllegalArgumentException if there is none of that id: lists those that are there */
    static Cast find(CastService service, String id) {
        return service.cast(id)
                .orElseThrow(() -> new IllegalArgumentException("There is no cast '" + id + "'. Casts are "
                        + service.casts().stream().map(Cast::id).collect(Collectors.joining(", ", "[", "]")) + "."));
    }

    private Optional<SinkSession> session(Cast cast) {
        return cast.peer()
                .flatMap(peer -> parts.sinkSessions().stream()
                        .filter(session -> session.name().equals(peer))
                        .findFirst());
    }

    /** A cast in a list. */
    record CastInfo(String id, String state, String target, String mode, String encoder, String source, String detail) {
        static CastInfo of(Cast cast) {
            return new CastInfo(
                    cast.id(),
                    cast.state().name(),
                    cast.request().target().toString(),
                    cast.format().map(format -> format.mode().toString()).orElse("-"),
                    cast.encoder(),
                    cast.source(),
                    cast.detail());
        }

        static Table table(List<CastInfo> casts) {
            Table table = new Table("No cast runs.", "ID", "STATE", "TARGET", "MODE", "ENCODER", "SOURCE", "DETAIL");
            casts.forEach(cast -> table.row(List.of(
                    cast.id(),
                    cast.state(),
                    cast.target(),
                    cast.mode(),
                    cast.encoder(),
                    cast.source(),
                    cast.detail())));
            return table;
        }
    }
}
