// SPDX-License-Identifier: Apache-2.0
/** Our side of the benchmarks: a clip as frame source, and what {@code benchmark/run} asks of a running framework. */
package benchmark;
