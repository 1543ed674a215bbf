// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import miracast.api.Inventory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the bundles say of their parts, to tell a user who asked in vain what there is and why something is not. */
public final class PartList {
    private static final Logger LOG = LoggerFactory.getLogger(PartList.class);

    /** How long an inventory that goes away waits for its answers. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(8);

    private final Offers<Inventory> inventories = new Offers<>("inventory", "", PATIENCE_NS);

    /** A bundle's inventory came. */
    public void add(Inventory inventory) {
        inventories.add(inventory, Map.of());
    }

    /** A bundle's inventory goes: returns when nobody asks it any more. */
    public void remove(Inventory inventory) {
        inventories.remove(inventory);
    }

    /** Why the part is missing; empty if nobody knows it, or it is there. */
    public Optional<String> whyMissing(Inventory.Kind kind, String name) {
        return missing(kind).stream()
                .filter(part -> part.name().equals(name))
                .map(Inventory.Part::detail)
                .findFirst();
    }

    /**
     * What to say to somebody who asked for a part that is not there.
     *
     * @param wanted what was asked for, as the beginning of the sentence: {@code encoder 'x265'}
     * @param names those that are there
     */
    public String absence(String wanted, Inventory.Kind kind, List<String> names) {
        StringBuilder text = new StringBuilder(wanted).append(" is not there; ");
        text.append(names.isEmpty() ? "there is none" : "there are: " + String.join(", ", names));
        List<String> missing = new ArrayList<>();
        for (Inventory.Part part : missing(kind)) {
            missing.add(part.name() + " (" + part.detail() + ")");
        }
        if (!missing.isEmpty()) {
            text.append("; missing: ").append(String.join(", ", missing));
        }
        return text.toString();
    }

    private List<Inventory.Part> missing(Inventory.Kind kind) {
        List<Inventory.Part> missing = new ArrayList<>();
        for (Offer<Inventory> inventory : inventories.ranked()) {
            try {
                for (Inventory.Part part :
                        inventories.ask(inventory, Inventory::parts).orElse(List.of())) {
                    if (part.kind() == kind && !part.available()) {
                        missing.add(part);
                    }
                }
            } catch (RuntimeException e) {
                LOG.warn("inventory {} could not be asked for {} parts", inventory.service(), kind, e);
            }
        }
        return missing;
    }
}
