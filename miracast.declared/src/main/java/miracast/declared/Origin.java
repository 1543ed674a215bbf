// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.util.Map;

/** Where configurations come from. Any thread. */
interface Origin {

    /**
     * Whether what a configuration was made of is gone, so that nothing is declared any more. The configuration is then about to
     * be deleted.
     *
     * @param properties the configuration as it was written
     */
    boolean isGone(String pid, Map<String, ?> properties);
}
