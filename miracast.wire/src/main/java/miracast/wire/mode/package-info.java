// SPDX-License-Identifier: Apache-2.0
/**
 * Which mode a source sends to a sink: {@link miracast.wire.mode.ModeChooser} is a pure function of the sink's offer, of what
 * encoders and cast allow, and of what the link carries. Its outcome is a {@link miracast.wire.mode.ModeChoice}, with reasons as
 * sentences, so that a command can explain a choice that somebody did not expect.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package miracast.wire.mode;
