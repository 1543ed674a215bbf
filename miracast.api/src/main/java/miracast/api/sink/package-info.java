// SPDX-License-Identifier: Apache-2.0
/**
 * A Wi-Fi Display sink as a service: what simulated displays answer with, and a receiver of its own. It connects to a source,
 * negotiates like a television, receives, checks and decodes the stream, and keeps the last picture.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.3.0")
package miracast.api.sink;
