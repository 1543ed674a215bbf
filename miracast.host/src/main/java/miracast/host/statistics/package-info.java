// SPDX-License-Identifier: Apache-2.0
/** What a cast did, counted on the hot path without locks, read without disturbing it. */
package miracast.host.statistics;
