// SPDX-License-Identifier: Apache-2.0
/** The host's own frame source: a test pattern that moves, counts and tells the time, for people and for programs. */
package miracast.host.pattern;
