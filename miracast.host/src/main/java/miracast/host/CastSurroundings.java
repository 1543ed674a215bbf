// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import miracast.api.cast.CastTarget;
import miracast.host.link.Approach;
import miracast.host.link.DeviceApproach;
import miracast.host.link.DeviceWish;
import miracast.host.link.Doorman;
import miracast.host.link.LinkProvider;
import miracast.host.link.ListenApproach;
import miracast.host.link.Turnstile;
import miracast.host.parts.MediaOffers;
import miracast.host.parts.Offers;
import miracast.host.session.DriverSupply;
import miracast.host.thread.ControlLoop;

/**
 * What all casts of a host share.
 *
 * @param loop runs their state machines
 * @param turnstile keeps their tries apart
 * @param doorman lets their sinks in
 * @param media encoders, sources, converters
 * @param drivers drivers
 * @param providers providers of Wi-Fi Direct
 * @param input takes what people do at the sinks
 * @param settings asked for each session
 * @param guests runs what belongs to others, and may be held up by it
 */
record CastSurroundings(
        ControlLoop loop,
        Turnstile turnstile,
        Doorman doorman,
        MediaOffers media,
        Offers<DriverSupply> drivers,
        Offers<LinkProvider> providers,
        InputHub input,
        Supplier<HostSettings> settings,
        Executor guests) {

    /** The way of a cast to its sink. */
    Approach approach(HostCast cast, Approach.Listener listener) {
        CastTarget target = cast.request().target();
        if (target instanceof CastTarget.Listen listen) {
            return new ListenApproach(cast.id(), listen.address(), doorman, loop, listener);
        }
        DeviceWish device = target instanceof CastTarget.Matching matching
                ? DeviceWish.of(matching)
                : DeviceWish.of((CastTarget.Device) target);
        return new DeviceApproach(
                cast.id(), device, providers, doorman, loop, settings.get().link(), listener);
    }
}
