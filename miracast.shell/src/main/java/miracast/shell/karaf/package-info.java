// SPDX-License-Identifier: Apache-2.0
/**
 * The commands in Karaf's shell: what can be typed, and what completes it. What they do is in {@link miracast.shell}; a command
 * that is added there as a method is added here as an action. Karaf's packages are imported optionally, and Karaf makes these
 * objects ({@code Karaf-Commands} in the manifest); in plain Felix nobody loads these classes.
 */
package miracast.shell.karaf;
