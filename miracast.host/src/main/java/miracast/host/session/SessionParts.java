// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import miracast.api.driver.SourceCapabilities;
import miracast.api.encoder.VideoEncoder;
import miracast.api.input.InputEvent;
import miracast.host.display.ChunkRing;
import miracast.host.display.Display;
import miracast.host.display.FrameLedger;
import miracast.host.parts.Offers;
import miracast.host.sound.Sound;
import miracast.host.statistics.CastMeter;

/**
 * What a session's callbacks work with.
 *
 * @param castId for log lines
 * @param capabilities asked at the start of the session
 * @param bitRates within which bit rates the session is to stay; asked for each change
 * @param encoders whether a format can be met
 * @param display whose frames are sent
 * @param sound what is heard with them
 * @param ring where chunks of the display wait
 * @param ledger what is known of its frames
 * @param meter what counts
 * @param recording where the stream goes besides
 * @param input takes what a person does at the sink
 * @param clock ns of {@link System#nanoTime()}
 */
public record SessionParts(
        String castId,
        Supplier<SourceCapabilities> capabilities,
        Supplier<BitRateLimits> bitRates,
        Offers<VideoEncoder> encoders,
        Display display,
        Sound sound,
        ChunkRing ring,
        FrameLedger ledger,
        CastMeter meter,
        Recording recording,
        Consumer<InputEvent> input,
        LongSupplier clock) {}
