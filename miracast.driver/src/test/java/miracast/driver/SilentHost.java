// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import java.nio.ByteBuffer;
import miracast.api.driver.ChunkType;
import miracast.api.driver.DataRateListener;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.ProtocolEvent;
import miracast.api.driver.SourceCapabilities;
import miracast.api.input.InputEvent;

/** A host that has nothing to send and notes nothing, for tests that measure and may not be disturbed. */
public abstract class SilentHost implements MiracastCallbacks {
    @Override
    public String castId() {
        return "measured";
    }

    @Override
    public SourceCapabilities capabilities() {
        return SourceCapabilities.builder().build();
    }

    @Override
    public void reportSessionStatus(MiracastStatus status, int ntStatus, String detail) {}

    @Override
    public void chunkProcessed(long chunkId, ChunkType type, int processingTimeUs, int encodeRateKbit) {}

    @Override
    public void chunkSent(long chunkId) {}

    @Override
    public void protocolEvent(ProtocolEvent event) {}

    @Override
    public void packetsSent(int packets, int octets, int refused) {}

    @Override
    public void sinkReported(long packetsLost) {}

    @Override
    public int nextAudio(EncodeChunk chunk) {
        return NO_CHUNK;
    }

    @Override
    public void registerForDataRate(DataRateListener listener) {}

    @Override
    public void ioControl(DisplayRequest request) {}

    @Override
    public void input(InputEvent event) {}

    @Override
    public void transportStream(ByteBuffer packets, int offset, int octets) {}
}
