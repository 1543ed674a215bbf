// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import miracast.api.encoder.VideoEncoder;
import miracast.tck.EncoderRateContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class X264EncoderRateTest extends EncoderRateContract {
    @RegisterExtension
    static final LoadedX264 X264 = new LoadedX264();

    @Override
    protected VideoEncoder encoder() {
        return X264.encoder();
    }

    /** On noise x264 stays up to a sixth below a rate that was raised: its buffer of two frames allows no peaks. */
    @Override
    protected int tolerance() {
        return 20;
    }
}
