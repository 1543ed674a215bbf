// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

/** A subject of the contract. */
interface Rules {
    /** The test that runs. */
    Trial trial();
}
