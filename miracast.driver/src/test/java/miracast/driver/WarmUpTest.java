// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WarmUpTest {
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("miracast-rehearsal"))
                .toList();
    }

    @Test
    void endsWithTheBundleWhereverItIs() throws Exception {
        for (int ms = 0; ms < 40; ms += 2) {
            RtspLoop loop = new RtspLoop();
            WarmUp warmUp = new WarmUp(loop);
            Thread.sleep(ms);
            warmUp.close();
            assertThat(threads()).doesNotContain("miracast-rehearsal");
            loop.close();
        }
    }
}
