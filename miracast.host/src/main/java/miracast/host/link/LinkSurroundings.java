// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import miracast.host.parts.Offers;
import miracast.host.thread.ControlLoop;

/**
 * What the tries of one cast have in common.
 *
 * @param device which one is wanted
 * @param providers who may reach it
 * @param doorman lets the device in
 * @param loop as the cast sees it
 * @param listener told on the loop how a try gets on
 */
record LinkSurroundings(
        String castId,
        DeviceWish device,
        Offers<LinkProvider> providers,
        Doorman doorman,
        ControlLoop loop,
        LinkSettings settings,
        Approach.Listener listener) {}
