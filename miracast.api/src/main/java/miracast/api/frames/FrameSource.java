// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where pictures come from. A cast names a source as {@code NAME} or {@code NAME:LOCATION}; a text that begins with no source's
 * name is the location of the source {@value #MEDIA}. Any thread.
 */
@ConsumerType
public interface FrameSource {
    /** Service property with the name by which users ask for a source. */
    String NAME = "miracast.frames.name";
    /** Service property of a source that switches on a device, see {@link Frames#device()}; a {@code Boolean}, missing for false. */
    String DEVICE = "miracast.frames.device";
    /** Name of the source that reads files and streams. */
    String MEDIA = "media";

    /**
     * Opens a stream of pictures, its first one ready or nearly so. May take as long as the source needs; the host calls it on a
     * thread where that harms nobody.
     *
     * @throws FrameSourceException if there is nothing to be had: names the location and the reason
     */
    FrameStream open(FrameRequest request) throws FrameSourceException;
}
