// SPDX-License-Identifier: Apache-2.0
package miracast.host.convert;

import miracast.api.frames.FrameConverter;
import miracast.tck.FrameConverterContract;

class JavaFrameConverterContractTest extends FrameConverterContract {
    @Override
    protected FrameConverter converter() {
        return new JavaFrameConverter();
    }
}
