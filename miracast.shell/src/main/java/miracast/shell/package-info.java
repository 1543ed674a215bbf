// SPDX-License-Identifier: Apache-2.0
/**
 * The commands, once, and three front ends for them: a command line for {@code ./miracast} ({@link miracast.shell.MainProgram}),
 * Karaf's shell ({@link miracast.shell.karaf}), and in plain Felix Gogo's ({@link miracast.shell.GogoCommands}). The last two share
 * the methods of {@link miracast.shell.CastCommands}, {@link miracast.shell.PartCommands} and {@link miracast.shell.WfdCommands}.
 *
 * <p>What works lies in classes without annotations of either: {@link miracast.shell.DemoRun}, {@link miracast.shell.CastRun},
 * {@link miracast.shell.SinkRun} and {@link miracast.shell.Listing}. They see the rest of the framework through
 * {@link miracast.shell.Parts} and write to a {@link miracast.shell.Terminal}.
 */
package miracast.shell;
