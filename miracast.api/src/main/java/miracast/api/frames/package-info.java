// SPDX-License-Identifier: Apache-2.0
/**
 * The frame contract: where pictures come from. A source is a service with the properties of {@link miracast.api.frames.Frames}; a
 * signage player registers its own. The host opens a stream of it for a cast, asks it for a picture at every tick of the
 * negotiated mode, and scales and converts what it gets with the best {@link miracast.api.frames.FrameConverter}.
 *
 * <p><b>Memory.</b> Planes are direct buffers whose data begins at index 0 and ends before the limit, since access by index heeds
 * that; the position means nothing. A stream's frame stays valid until the next call that gives a new one, or until the stream is
 * closed, so that nothing need be copied.
 *
 * <p><b>Threads.</b> A stream is used by one thread at a time. A source that must wait for something (a camera, a disk, a network)
 * does that on a thread of its own and always has its newest picture at hand.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.3.0")
package miracast.api.frames;
