// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.function.LongSupplier;
import miracast.api.encoder.AudioEncoder;
import miracast.host.display.ChunkRing;
import miracast.host.guest.Conduct;
import miracast.host.parts.AudioSources;
import miracast.host.parts.Offers;
import miracast.host.statistics.CastMeter;
import miracast.host.thread.ControlLoop;

/**
 * What sound is made with.
 *
 * @param castId for log lines and thread names
 * @param sources the sources of sound that are there
 * @param encoders the audio encoders that are there
 * @param ring where units go
 * @param meter what counts
 * @param clock ns of {@link System#nanoTime()}
 * @param loop for what is to happen later
 * @param settings how sound is coded
 * @param conduct what the cast knows of its guests
 * @param sourceOpenNs how long a source may take to open and to close, unless it is told to wait longer
 * @param encoderOpenNs how long an encoder may
 */
public record SoundParts(
        String castId,
        AudioSources sources,
        Offers<AudioEncoder> encoders,
        ChunkRing ring,
        CastMeter meter,
        LongSupplier clock,
        ControlLoop loop,
        SoundSettings settings,
        Conduct conduct,
        long sourceOpenNs,
        long encoderOpenNs) {}
