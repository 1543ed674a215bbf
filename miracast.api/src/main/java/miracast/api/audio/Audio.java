// SPDX-License-Identifier: Apache-2.0
package miracast.api.audio;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Service properties of an {@link AudioSource}: {@code miracast.audio.name} and {@code miracast.audio.accompanies}. */
@ComponentPropertyType
public @interface Audio {
    /** Prefix of the properties' names. */
    String PREFIX_ = "miracast.audio.";

    /** How users call the source. */
    String name();

    /** Names of the frame sources whose own sound this is, heard by casts that name no other; see {@link AudioSource#ACCOMPANIES}. */
    String[] accompanies() default {};
}
