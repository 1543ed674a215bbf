// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.List;
import miracast.api.Inventory;
import miracast.api.sink.MiracastSink;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells whether the sink is there, and whether it can show pictures. */
@Component
public final class SinkInventory implements Inventory {
    private final FfmpegLibrary ffmpeg;

    /** Ours; gone if its configuration is wrong. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            target = "(component.name=miracast.sink.WifiDisplaySink)")
    volatile MiracastSink sink;

    @Activate
    public SinkInventory(@Reference FfmpegLibrary ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    @Override
    public List<Part> parts() {
        boolean available = sink != null;
        String detail = available
                ? "receives and checks; " + ffmpeg.detail()
                : "not active: see the configuration miracast.sink";
        return List.of(new Part(Kind.SINK, "television", available, detail));
    }
}
