// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gogo commands about what casts are made of; they work where nothing can be cast, too. */
@Component(service = PartCommands.class)
@GogoCommand(
        scope = "miracast",
        function = {"encoders", "sources"})
public final class PartCommands {
    private final Listing listing;

    /** @param parts the framework */
    @Activate
    public PartCommands(@Reference Parts parts) {
        listing = new Listing(parts);
    }

    @Descriptor("lists the encoders, and why one is missing")
    public List<Listing.Part> encoders() {
        return new Rows<>(listing.encoders(), list -> Listing.table("No encoder bundle is installed.", list));
    }

    @Descriptor("lists the frame sources, and why one is missing")
    public List<Listing.Part> sources() {
        return new Rows<>(listing.sources(), list -> Listing.table("No source bundle is installed.", list));
    }
}
