// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import miracast.api.NtStatus;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastService;
import miracast.api.cast.CastTarget;
import miracast.api.cast.EndedCast;
import miracast.api.sink.SinkSession;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Commands about casts. They return what they have to tell; {@link Formats} shows it. Without a host they are there as well, to say
 * why there is none: Karaf takes the commands of a bundle all or not at all.
 */
@Component(service = {Commands.class, CastCommands.class})
public final class CastCommands implements Commands {
    private final Parts parts;
    private final Wanted wanted;

    /** @param parts what there is, with the host whose casts these are */
    @Activate
    public CastCommands(@Reference Parts parts) {
        this.parts = parts;
        wanted = new Wanted(parts, Duration.ZERO, Duration.ZERO);
    }

    @Override
    public String scope() {
        return "miracast";
    }

    @Descriptor("casts to a Wi-Fi device, or to whoever connects")
    public String cast(
            @Descriptor("TARGET is not a device, but an address of this machine") //
                    @Parameter(
                            names = {"-l", "--listen"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean listen,
            @Descriptor("what to cast; see miracast:sources")
                    @Completed(Offer.SOURCES) //
                    @Parameter(
                            names = {"-s", "--source"},
                            absentValue = Media.PATTERN)
                    String source,
            @Descriptor("see miracast:encoders")
                    @Completed(Offer.ENCODERS) //
                    @Parameter(
                            names = {"-e", "--encoder"},
                            absentValue = "")
                    String encoder,
            @Descriptor("for example 1920x1080@30")
                    @Completed(Offer.MODES) //
                    @Parameter(
                            names = {"-m", "--mode"},
                            absentValue = "")
                    String mode,
            @Descriptor("for example 8M") //
                    @Parameter(
                            names = {"-b", "--bitrate"},
                            absentValue = "")
                    String bitRate,
            @Descriptor("what to hear, or none; see miracast:sounds")
                    @Completed(Offer.SOUNDS) //
                    @Parameter(
                            names = {"-a", "--audio"},
                            absentValue = "")
                    String audio,
            @Descriptor("file for the transport stream")
                    @Completed(Offer.FILES) //
                    @Parameter(
                            names = {"-r", "--record"},
                            absentValue = "")
                    String record,
            @Descriptor("address or name, see wfd:devices; with --listen ADDRESS[:PORT]") @Completed(Offer.TARGETS)
                    String target)
            throws CommandFailure, InterruptedException {
        CastService host = parts.host();
        Media media = new Media(
                source,
                Map.of(),
                isNone(encoder) ? null : encoder,
                isNone(mode) ? null : VideoMode.parse(mode),
                isNone(bitRate) ? null : BitRate.parse(bitRate),
                isNone(audio) ? null : audio,
                isNone(record) ? null : Path.of(record));
        wanted.encoder(media.encoder());
        wanted.source(media.source());
        wanted.sound(media);
        CastTarget wish = listen ? CastTarget.listen(Endpoint.parse(target).resolve()) : CastTarget.device(target);
        return CastRun.start(host, media.request(wish, false)).id();
    }

    @Descriptor("lists the casts that have not ended, or those that ended last")
    public Object casts(
            CommandSession session,
            @Descriptor("again whenever it changes, until Ctrl-C") //
                    @Parameter(
                            names = {"-w", "--watch"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean watch,
            @Descriptor("those that ended last, and how") //
                    @Parameter(
                            names = {"-e", "--ended"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean ended,
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json) {
        return watch ? LiveView.in(session).show(() -> listCasts(ended, json)) : listCasts(ended, json);
    }

    /** What {@code casts} shows; not of its name, since Gogo would take this for the command as well. */
    public Object listCasts(boolean ended, boolean json) {
        if (ended) {
            return new Rows<>(parts.host().ended().stream().map(Ended::of).toList(), Ended::table).orJson(json);
        }
        return new Rows<>(parts.host().casts().stream().map(CastInfo::of).toList(), CastInfo::table).orJson(json);
    }

    @Descriptor("tells all about one cast")
    public Object info(
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json,
            @Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id) {
        JsonObject figures = Figures.of(find(id));
        return json ? figures : Rows.ofFields(figures);
    }

    @Descriptor("tells why a cast has its mode, and no better one")
    public Object modes(
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json,
            @Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id) {
        Cast cast = find(id);
        if (json) {
            return Figures.modesOf(cast);
        }
        List<String> reasons = cast.formatReasons();
        return reasons.isEmpty() ? "Cast " + id + " has no mode yet." : String.join("\n", reasons);
    }

    @Descriptor("tells how a cast goes, and where its latency comes from")
    public Object stats(
            CommandSession session,
            @Descriptor("again every second, until Ctrl-C or the end of the cast") //
                    @Parameter(
                            names = {"-w", "--watch"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean watch,
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json,
            @Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id) {
        return watch ? LiveView.in(session).show(() -> figures(json, id)) : figures(json, id);
    }

    /** What {@code stats} shows. */
    public Object figures(boolean json, String id) {
        Cast cast = find(id);
        return json
                ? Figures.of(cast.statistics())
                : Figures.view(cast, session(cast).map(SinkSession::statistics));
    }

    @Descriptor("ends one cast and tells how it ended")
    public CastEnd stop(@Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id)
            throws InterruptedException {
        return CastRun.stop(find(id));
    }

    @Descriptor("asks the display to keep its picture")
    public void pause(@Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id) {
        find(id).pause();
    }

    @Descriptor("lets the display go dark; miracast:resume wakes it")
    public void standby(@Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id) {
        find(id).standby();
    }

    @Descriptor("asks the display to go on")
    public void resume(@Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id) {
        find(id).resume();
    }

    @Descriptor("gives a cast another encoder")
    public void encoder(
            @Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id,
            @Descriptor("see miracast:encoders") @Completed(Offer.ENCODERS) String encoder) {
        find(id).useEncoder(encoder);
    }

    @Descriptor("gives a cast another source")
    public void source(
            @Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id,
            @Descriptor("see miracast:sources") @Completed(Offer.SOURCES) String source) {
        find(id).useSource(source);
    }

    @Descriptor("sets the highest bit rate of a cast's video")
    public void bitrate(
            @Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id,
            @Descriptor("for example 8M") String bitRate) {
        Cast cast = find(id);
        cast.change(
                cast.request().but().bitRate(BitRate.parse(bitRate).bitRate()).build());
    }

    @Descriptor("writes what a simulated display shows, as PNG")
    public Path snapshot(
            @Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id,
            @Descriptor("file to write") @Completed(Offer.FILES) String file)
            throws IOException {
        Path path = Path.of(file);
        session(find(id))
                .orElseThrow(() -> new IllegalArgumentException("Cast " + id + " has no simulated display."))
                .snapshot(path);
        return path.toAbsolutePath();
    }

    /** Gogo has no null for an option that was not given, Karaf has nothing else. */
    private static boolean isNone(String option) {
        return option == null || option.isEmpty();
    }

    /** The ids of the casts that have not ended; none without a host. */
    public List<String> castIds() {
        return parts.castsNow().stream().map(Cast::id).toList();
    }

    private Cast find(String id) {
        return find(parts, id);
    }

    /**
     * @throws IllegalArgumentException if there is none of that id: lists those that are there
     * @throws IllegalStateException if there is no host
     */
    static Cast find(Parts parts, String id) {
        CastService service = parts.host();
        return service.cast(id)
                .orElseThrow(() -> new IllegalArgumentException(service.ended().stream()
                        .filter(each -> each.id().equals(id))
                        .map(each -> "Cast " + id + " has ended: " + each.end() + ". See miracast:log " + id + ".")
                        .findFirst()
                        .orElseGet(() -> "There is no cast '" + id + "'. Casts are "
                                + service.casts().stream().map(Cast::id).collect(Collectors.joining(", ", "[", "]"))
                                + ".")));
    }

    private Optional<SinkSession> session(Cast cast) {
        return cast.peer()
                .flatMap(peer -> parts.sinkSessions().stream()
                        .filter(session -> session.name().equals(peer))
                        .findFirst());
    }

    /** A cast that has ended, in a list. */
    record Ended(String id, String target, String time, String cause, String ntStatus, String detail) {
        static Ended of(EndedCast cast) {
            return new Ended(
                    cast.id(),
                    cast.target().toString(),
                    cast.time().toString(),
                    cast.end().cause().name(),
                    NtStatus.text(cast.end().ntStatus()),
                    cast.end().detail());
        }

        static Table table(List<Ended> casts) {
            Table table =
                    new Table("No cast has ended since the host began.", "ID", "TARGET", "TIME", "CAUSE", "DETAIL");
            Report report = new Report(Instant.now(), ZoneId.systemDefault());
            casts.forEach(cast -> table.row(List.of(
                    cast.id(), cast.target(), report.at(Instant.parse(cast.time())), cast.cause(), cast.detail())));
            return table;
        }
    }

    /**
     * A cast in a list.
     *
     * @param mode null while there is no session
     * @param encoder null while there is none
     */
    record CastInfo(String id, String state, String target, String mode, String encoder, String source, String detail) {
        static CastInfo of(Cast cast) {
            return new CastInfo(
                    cast.id(),
                    cast.state().name(),
                    cast.request().target().toString(),
                    cast.format().map(format -> format.mode().toString()).orElse(null),
                    Figures.name(cast.encoder()),
                    cast.source(),
                    cast.detail());
        }

        static Table table(List<CastInfo> casts) {
            Table table = new Table("No cast runs.", "ID", "STATE", "TARGET", "MODE", "ENCODER", "SOURCE", "DETAIL");
            casts.forEach(cast -> table.row(List.of(
                    cast.id(),
                    cast.state(),
                    cast.target(),
                    Table.shown(cast.mode()),
                    Table.shown(cast.encoder()),
                    cast.source(),
                    cast.detail())));
            return table;
        }
    }
}
