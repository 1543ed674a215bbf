// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.function.LongSupplier;
import miracast.host.guest.Conduct;
import miracast.host.statistics.CastMeter;
import miracast.host.thread.ControlLoop;

/**
 * What all parts of one display share.
 *
 * @param castId for log lines and thread names
 * @param ring where chunks go
 * @param ledger what is known of the last frames
 * @param meter what counts
 * @param clock ns of {@link System#nanoTime()}
 * @param loop for what is to happen later
 * @param listener who is told
 * @param conduct what the cast knows of its guests
 */
public record Stage(
        String castId,
        ChunkRing ring,
        FrameLedger ledger,
        CastMeter meter,
        LongSupplier clock,
        ControlLoop loop,
        DisplayListener listener,
        Conduct conduct) {}
