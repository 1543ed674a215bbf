// SPDX-License-Identifier: Apache-2.0
package miracast.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that every provider bundle registers beside its real ones, to tell which parts it has and why one is missing. It
 * is there even when the parts are not, since a part that lacks its library stays unregistered instead of failing.
 *
 * <p>Methods may be called on any thread and return at once.
 */
@ConsumerType
public interface Inventory {

    /** The contract that a part fulfils. */
    enum Kind {
        /** A {@code miracast.api.driver.MiracastDriver}. */
        DRIVER,
        /** A {@code miracast.api.encoder.VideoEncoder}. */
        ENCODER,
        /** A {@code miracast.api.frames.FrameSource}. */
        FRAME_SOURCE,
        /** A {@code miracast.api.audio.AudioSource}. */
        AUDIO_SOURCE,
        /** A {@code miracast.api.encoder.AudioEncoder}. */
        AUDIO_ENCODER,
        /** A {@code miracast.api.frames.FrameConverter}. */
        FRAME_CONVERTER,
        /** A {@code miracast.api.sink.MiracastSink}. */
        SINK
    }

    /**
     * One part.
     *
     * @param kind the contract
     * @param name the name by which users ask for it
     * @param available whether it can be used now: its service is registered, and finds what it needs (a display, a camera)
     * @param detail for an available part what it is (library and version); otherwise what is missing and what to do
     */
    record Part(Kind kind, String name, boolean available, String detail) {}

    /** The parts of this bundle, in the order in which a list shows them. */
    List<Part> parts();

    /**
     * The folders that native libraries of this bundle are unpacked to, and executed from; empty if it unpacks none, or has not tried
     * to. Told whether that went well or not, so that somebody can see why it did not.
     *
     * @throws IOException if there is none that can be written: names those that were tried, or the property that names another
     */
    default List<Path> nativeFolders() throws IOException {
        return List.of();
    }

    /**
     * What is wrong with configurations of this bundle, while it goes on with what it had before, or with defaults: each a sentence
     * that names configuration, field and value. Empty if all are used, as it is unless a bundle tells otherwise.
     */
    default List<String> configurationFaults() {
        return List.of();
    }
}
