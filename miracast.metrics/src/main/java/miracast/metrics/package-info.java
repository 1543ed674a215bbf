// SPDX-License-Identifier: Apache-2.0
/**
 * What casts do, for monitoring. {@link miracast.metrics.Metric} lists the figures; they are read when somebody asks, and nothing
 * is kept here.
 */
package miracast.metrics;
