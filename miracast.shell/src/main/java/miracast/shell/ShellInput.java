// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.Optional;

/** Where {@code ./miracast shell} has its lines from. One thread. */
interface ShellInput extends AutoCloseable {
    /**
     * The next line, as soon as there is one.
     *
     * @return none at the end of input
     * @throws InterruptedException if this thread was interrupted meanwhile
     */
    Optional<String> next() throws InterruptedException;

    @Override
    void close();
}
