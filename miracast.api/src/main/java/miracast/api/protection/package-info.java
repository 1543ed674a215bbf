// SPDX-License-Identifier: Apache-2.0
/**
 * Content protection (HDCP 2.x over Wi-Fi Display), for licensees. This project has no keys and provides none: without a service
 * {@link miracast.api.protection.ContentProtection} pictures go out as they are, which is allowed for content that is not protected.
 *
 * <p>A driver that finds the service uses it for every display that names a version of HDCP that the service speaks: it
 * authenticates the display before it sets up the stream, encrypts each access unit of video, and marks the stream as the
 * protocol wants it. What the key exchange consists of, when keys are renewed and who is revoked is the licensee's alone.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package miracast.api.protection;
