// SPDX-License-Identifier: Apache-2.0
/** What a display sends back: the connection of the input back channel (UIBC), with its bounds. */
package miracast.driver.input;
