// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.List;
import miracast.api.Inventory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells what the sink can show, and whether its configuration is used. */
@Component
public final class SinkInventory implements Inventory {
    private final FfmpegLibrary ffmpeg;
    private final WifiDisplaySink sink;

    @Activate
    public SinkInventory(@Reference FfmpegLibrary ffmpeg, @Reference WifiDisplaySink sink) {
        this.ffmpeg = ffmpeg;
        this.sink = sink;
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(Kind.SINK, "television", true, "receives and checks; " + ffmpeg.detail()));
    }

    @Override
    public List<String> configurationFaults() {
        return sink.configurationFaults();
    }
}
