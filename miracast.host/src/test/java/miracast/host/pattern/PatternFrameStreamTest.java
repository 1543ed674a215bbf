// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import miracast.api.frames.FrameSource;
import miracast.tck.FrameStreamContract;

class PatternFrameStreamTest extends FrameStreamContract {
    private final PatternSource source = new PatternSource();

    @Override
    protected FrameSource source() {
        return source;
    }
}
