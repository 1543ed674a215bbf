// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import miracast.api.Inventory;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastService;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Whether each source gives a picture, or gives them to a cast: those that say that they have one to give, and need not be told of
 * what.
 */
@Component(service = Check.class)
public final class SourcesCheck implements Check {
    private static final VideoMode MODE = VideoMode.progressive(640, 480, 60);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile Collection<Map.Entry<Map<String, Object>, FrameSource>> sources = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<Inventory> inventories = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile CastService casts;

    @Override
    public Subject subject() {
        return Subject.SOURCES;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        return findings(true);
    }

    @Override
    public List<Finding> unnoticed() throws InterruptedException {
        return findings(false);
    }

    /** @param noticed whether to open what somebody notices, too */
    private List<Finding> findings(boolean noticed) throws InterruptedException {
        InUse inUse = new InUse(casts);
        Set<String> unavailable = inventories.stream()
                .flatMap(inventory -> inventory.parts().stream())
                .filter(part -> part.kind() == Inventory.Kind.FRAME_SOURCE && !part.available())
                .map(Inventory.Part::name)
                .collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<Map<String, Object>, FrameSource> source : sources) {
            String name = String.valueOf(source.getKey().get(FrameSource.NAME));
            Optional<Cast> user = inUse.source(name);
            if (user.isPresent()) {
                findings.add(Finding.ok(
                        "Source " + name + " gives cast " + user.get().id() + " its pictures."));
            } else if (name.equals(FrameSource.MEDIA)) {
                findings.add(Finding.ok("Source media was not tried: it shows a file or stream that you name."));
            } else if (!noticed && Boolean.TRUE.equals(source.getKey().get(FrameSource.DEVICE))) {
                findings.add(Finding.ok("Source " + name
                        + " was not tried: a device would be switched on for it. miracast:doctor does that."));
            } else if (!unavailable.contains(name)) {
                findings.add(tryOut(name, source.getValue()));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.error("There is no source to try.", "See what is missing among the parts."))
                : findings;
    }

    private static Finding tryOut(String name, FrameSource source) throws InterruptedException {
        long begin = System.nanoTime();
        try (FrameStream stream = source.open(new FrameRequest("doctor", "", MODE, Map.of()))) {
            VideoFrame frame = new VideoFrame();
            while (!stream.next(frame, System.nanoTime())) {
                if (System.nanoTime() - begin > PATIENCE_NS) {
                    return failed(name, "it gave no picture in " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NS) + " s");
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
            return Finding.ok("Source " + name + " gave a picture of " + frame.width() + "x" + frame.height() + " in "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms.");
        } catch (FrameSourceException | RuntimeException | LinkageError e) {
            return failed(name, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static Finding failed(String name, String why) {
        return Finding.warning(
                "Source " + name + " failed: " + why,
                "Casts show their fallback. If it needs to be told what to show, cast " + name + ":LOCATION.");
    }
}
