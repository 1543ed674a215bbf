// SPDX-License-Identifier: Apache-2.0
/**
 * The commands, once, and two front ends for them: a command line for {@code ./miracast} ({@link miracast.shell.MainProgram}), and
 * Gogo commands ({@link miracast.shell.CastCommands}, {@link miracast.shell.PartCommands}, {@link miracast.shell.WfdCommands}) for a running framework.
 *
 * <p>What works lies in classes without annotations of either: {@link miracast.shell.DemoRun}, {@link miracast.shell.CastRun},
 * {@link miracast.shell.SinkRun} and {@link miracast.shell.Listing}. They see the rest of the framework through
 * {@link miracast.shell.Parts} and write to a {@link miracast.shell.Terminal}.
 */
package miracast.shell;
