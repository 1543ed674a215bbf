// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Component property type of {@link WifiDirect} and {@link WfdProviderStatus} services: which provider it is. */
@ComponentPropertyType
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface WifiDirectProvider {
    /** Prefix of the service properties of this annotation. */
    String PREFIX_ = "wfd.provider.";

    /** Service property with the provider's name, for filters. */
    String NAME = "wfd.provider.name";

    /**
     * Short name of the provider, unique in a framework: {@code sim}, {@code windows}.
     *
     * @return the value of the service property {@value #NAME}
     */
    String name();
}
