// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator can set; checked by {@link DesktopSettings}. Without a configuration nothing acts on the desktop. */
@ObjectClassDefinition(
        id = DesktopConfig.PID,
        name = "Miracast input for the desktop",
        description = "Lets touch, mouse and keyboard of displays act on the desktop of this machine. Off until it is"
                + " configured. Displays are invited to send input in sessions that begin from then on.")
@interface DesktopConfig {
    /** The configuration's name. */
    String PID = "miracast.uibc.desktop";

    @AttributeDefinition(
            name = "Casts",
            description =
                    "Ids of the casts whose displays may act on the desktop; * for all. Whoever stands before such a"
                            + " display has the mouse and, unless forbidden below, the keyboard of this machine.")
    String[] casts() default {};

    @AttributeDefinition(
            name = "Area",
            description =
                    "The part of the desktop that the casts show, in pixels, as x,y,width,height. Empty: all of the"
                            + " primary screen.",
            required = false)
    String area() default "";

    @AttributeDefinition(name = "Keyboard", description = "Whether keys act on the desktop as well.")
    boolean keyboard() default true;
}
