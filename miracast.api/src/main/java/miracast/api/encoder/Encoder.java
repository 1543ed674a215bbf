// SPDX-License-Identifier: Apache-2.0
package miracast.api.encoder;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Service properties of a {@link VideoEncoder}: {@code miracast.encoder.name} and {@code miracast.encoder.hardware}. */
@ComponentPropertyType
public @interface Encoder {
    /** Prefix of the properties' names. */
    String PREFIX_ = "miracast.encoder.";

    /** How users call the encoder. */
    String name();

    /** Whether something other than the CPU encodes. */
    boolean hardware() default false;
}
