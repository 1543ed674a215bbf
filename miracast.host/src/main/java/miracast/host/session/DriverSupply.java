// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import miracast.api.MiracastException;
import miracast.api.driver.MiracastDriver;

/** Where driver objects come from: a service of prototype scope, so that each session has one of its own. Any thread. */
public interface DriverSupply {

    /**
     * An object of our own.
     *
     * @throws MiracastException if there is none to be had: says why, or where to look
     */
    MiracastDriver take() throws MiracastException;

    /** Gives it back; nobody uses it any more. */
    void giveBack(MiracastDriver driver);
}
