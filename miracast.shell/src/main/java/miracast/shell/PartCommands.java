// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands about what casts are made of; they work where nothing can be cast, too. */
@Component(service = {Commands.class, PartCommands.class})
public final class PartCommands implements Commands {
    private final Listing listing;

    /** @param parts the framework */
    @Activate
    public PartCommands(@Reference Parts parts) {
        listing = new Listing(parts);
    }

    @Override
    public String scope() {
        return "miracast";
    }

    /** The names of the encoders that are there. */
    public List<String> encoderNames() {
        return names(listing.encoders());
    }

    /** The names of the frame sources that are there. */
    public List<String> sourceNames() {
        return names(listing.sources());
    }

    /** What {@code --audio} takes: the names of the sources of sound that are there, and {@value Media#NO_AUDIO}. */
    public List<String> soundNames() {
        return Stream.concat(Stream.of(Media.NO_AUDIO), names(listing.audioSources()).stream())
                .toList();
    }

    private static List<String> names(List<Listing.Part> parts) {
        return parts.stream()
                .filter(Listing.Part::available)
                .map(Listing.Part::name)
                .toList();
    }

    @Descriptor("lists the encoders, and why one is missing")
    public Object encoders(
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json) {
        return new Rows<>(listing.encoders(), list -> Listing.table("No encoder bundle is installed.", "NAME", list))
                .orJson(json);
    }

    @Descriptor("lists the frame sources, and why one is missing")
    public Object sources(
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json) {
        return new Rows<>(listing.sources(), list -> Listing.table("No source bundle is installed.", "NAME", list))
                .orJson(json);
    }

    @Descriptor("lists the sources of sound, and why one is missing")
    public Object sounds(
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json) {
        return new Rows<>(
                        listing.audioSources(),
                        list -> Listing.table("No bundle with sound is installed.", "NAME", list))
                .orJson(json);
    }
}
