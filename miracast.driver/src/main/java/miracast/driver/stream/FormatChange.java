// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

/**
 * Another format in the running stream, as the sink agreed to it.
 *
 * @param format from now on
 * @param firstPtsNs presentation time of its first picture, which the sink was told, in ns of the {@link MediaClock}
 * @param notBeforeNs pictures taken before are left out, in ns of the {@link MediaClock}
 */
record FormatChange(StreamFormat format, long firstPtsNs, long notBeforeNs) {}
