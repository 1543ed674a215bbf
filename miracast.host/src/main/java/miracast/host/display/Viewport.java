// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.List;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.host.convert.Fit;

/**
 * What of a mode's pictures is the source's own picture: all of it, or what is between bars if the two have other proportions. A
 * place on a bar is at the edge.
 *
 * @param width of the source's picture
 * @param height of the source's picture
 * @param mode that it is sent in
 */
record Viewport(int width, int height, VideoMode mode) {

    /** The same with its places as shares of the source's picture instead of the mode's. */
    InputEvent onPicture(InputEvent event) {
        Fit fit = Fit.of(width, height, mode.width(), mode.height());
        if (event instanceof InputEvent.Pointer pointer) {
            List<InputEvent.Contact> contacts = pointer.contacts().stream()
                    .map(contact ->
                            new InputEvent.Contact(contact.id(), across(contact.x(), fit), down(contact.y(), fit)))
                    .toList();
            return new InputEvent.Pointer(pointer.action(), contacts);
        }
        if (event instanceof InputEvent.Button button) {
            return new InputEvent.Button(
                    button.down(), button.number(), across(button.x(), fit), down(button.y(), fit));
        }
        if (event instanceof InputEvent.Zoom zoom) {
            return new InputEvent.Zoom(across(zoom.x(), fit), down(zoom.y(), fit), zoom.factor());
        }
        return event;
    }

    private double across(double share, Fit fit) {
        return within((share * mode.width() - fit.x()) / fit.width());
    }

    private double down(double share, Fit fit) {
        return within((share * mode.height() - fit.y()) / fit.height());
    }

    private static double within(double share) {
        return Math.max(0, Math.min(1, share));
    }
}
