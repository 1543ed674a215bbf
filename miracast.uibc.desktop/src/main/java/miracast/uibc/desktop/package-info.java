// SPDX-License-Identifier: Apache-2.0
/**
 * Lets input of displays act on the desktop of this machine. Off unless it is configured, since whoever stands before such a display
 * has mouse and keyboard of this machine.
 */
package miracast.uibc.desktop;
