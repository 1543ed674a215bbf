// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Service properties of a {@link FrameSource}: {@code miracast.frames.name} and {@code miracast.frames.device}. */
@ComponentPropertyType
public @interface Frames {
    /** Prefix of the properties' names. */
    String PREFIX_ = "miracast.frames.";

    /** How users call the source. */
    String name();

    /** Whether opening it switches on a device, which somebody notices and nobody else can use meanwhile: a camera. */
    boolean device() default false;
}
