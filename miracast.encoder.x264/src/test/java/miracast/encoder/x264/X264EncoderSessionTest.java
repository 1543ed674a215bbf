// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import miracast.api.encoder.VideoEncoder;
import miracast.tck.EncoderSessionContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class X264EncoderSessionTest extends EncoderSessionContract {
    @RegisterExtension
    static final LoadedX264 X264 = new LoadedX264();

    @Override
    protected VideoEncoder encoder() {
        return X264.encoder();
    }
}
