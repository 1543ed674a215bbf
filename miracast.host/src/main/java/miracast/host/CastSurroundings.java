// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import miracast.host.link.Doorman;
import miracast.host.link.LinkProvider;
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
        Executor guests) {}
