// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Service properties of a {@link MiracastDriver}: {@code miracast.driver.name} and {@code miracast.driver.version}. */
@ComponentPropertyType
public @interface Driver {
    /** Prefix of the properties' names. */
    String PREFIX_ = "miracast.driver.";

    /** How users call the driver. */
    String name();

    /** Version of the driver, for lists. */
    String version() default "";
}
