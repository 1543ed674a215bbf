// SPDX-License-Identifier: Apache-2.0
/** Sound that needs nothing: silence and a test tone. */
package miracast.host.tone;
