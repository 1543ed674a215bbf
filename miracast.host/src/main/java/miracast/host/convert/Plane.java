// SPDX-License-Identifier: Apache-2.0
package miracast.host.convert;

import java.nio.ByteBuffer;

/**
 * One kind of sample of a picture in memory.
 *
 * @param samples data from index 0
 * @param stride octets from line to line
 * @param step octets from sample to sample in a line
 * @param first octets before the first sample of a line
 */
record Plane(ByteBuffer samples, int stride, int step, int first) {}
