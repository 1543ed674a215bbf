// SPDX-License-Identifier: Apache-2.0
/**
 * The driver contract: what joins a display that was reached to the chunks that an encoder made. It follows the Miracast
 * user-mode driver interface of Windows (netdispumdddi.h); the host plays operating system and display miniport.
 *
 * <p><b>Life cycle.</b> Of {@link miracast.api.driver.MiracastDriver#createContext createContext},
 * {@link miracast.api.driver.MiracastContext#startSession startSession},
 * {@link miracast.api.driver.MiracastContext#stopSession stopSession} and
 * {@link miracast.api.driver.MiracastContext#close close} the host runs only one at a time over all contexts of one driver
 * object. A driver is a service of prototype scope: the host takes one object per cast, so that one slow display never keeps
 * another from being started or stopped.
 *
 * <p><b>Sockets.</b> The host opens, accepts and closes the RTSP socket; the driver never closes it, and
 * needs it no more when its {@link miracast.api.driver.MiracastContext#farewell farewell} is over. It closes every socket that it
 * opened itself.
 *
 * <p><b>Threads.</b> {@code handleMessage} may be called by several threads at once, but never during one of the four calls
 * above. Callbacks may be used on any thread while their context lives, with the exceptions that
 * {@link miracast.api.driver.MiracastCallbacks} names. At most one thread pulls chunks.
 *
 * <p><b>Statistics.</b> Every processing step of a frame travels as a chunk and is reported by the driver as soon as it was
 * pulled, and once more right before the chunk's last packet is sent.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.6.0")
package miracast.api.driver;
