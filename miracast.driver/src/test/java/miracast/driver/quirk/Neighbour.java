// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import java.io.IOException;
import miracast.driver.Rig;
import miracast.driver.TestSettings;

/** Another cast on the same event loop, with a display that does nothing odd: what others do must not touch it. */
final class Neighbour implements AutoCloseable {
    private final Rig rig;
    private final Screen screen;

    /** A cast that plays already. */
    static Neighbour of(Rig other) throws Exception {
        return new Neighbour(other);
    }

    private Neighbour(Rig other) throws Exception {
        rig = Rig.beside(other, TestSettings.defaults()).ready();
        screen = new Screen(rig);
        rig.sink().play();
        screen.assertShowsFromIdr();
    }

    /** The next picture comes, without a packet lost since the last one, and a request is answered. */
    void assertUntouched() throws Exception {
        screen.assertGoesOn();
    }

    @Override
    public void close() throws IOException {
        rig.close();
    }
}
