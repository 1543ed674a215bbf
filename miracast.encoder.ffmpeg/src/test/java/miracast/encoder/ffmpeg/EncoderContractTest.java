// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import miracast.api.VideoFormat;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.VideoFrame;
import miracast.tck.EncodedStreamContract;
import miracast.tck.EncoderSessionContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Whether the contract's tests notice an encoder that breaks the contract: OpenH264, spoilt in one way at a time. */
@ExtendWith(QuietFfmpeg.class)
class EncoderContractTest {

    private static final String IN_THE_KIT = "miracast.encoder.ffmpeg.spoilt";

    /** The classes that must fail run only where that is expected, whatever pattern the build selects tests by. */
    private static final class OnlyInTheKit implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(IN_THE_KIT)
                    .map(ConditionEvaluationResult::enabled)
                    .orElse(ConditionEvaluationResult.disabled("run by EncoderContractTest"));
        }
    }

    /** Passes chunks on, changed. */
    private abstract static class Spoiled implements VideoEncoder {
        private final VideoEncoder good = new FfmpegVideoEncoder(
                FfmpegCodec.OPENH264, FfmpegCodec.OPENH264.variants().get(0), new FfmpegSettings(2, 10, 2));

        @Override
        public String name() {
            return good.name();
        }

        @Override
        public EncoderCapabilities capabilities() {
            return good.capabilities();
        }

        @Override
        public EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException {
            return good.open(format, new Changing(sink, this));
        }

        byte[] octets(byte[] chunk) {
            return chunk;
        }

        boolean idr(boolean idr) {
            return idr;
        }

        long chunkId(long id) {
            return id;
        }

        boolean passes(long chunkId) {
            return true;
        }
    }

    /** Takes a chunk in memory of its own, and hands over what the spoiler makes of it. */
    private static final class Changing implements ChunkSink {
        private final ByteBuffer memory = ByteBuffer.allocateDirect(4 << 20);
        private final ChunkSink sink;
        private final Spoiled spoiler;

        Changing(ChunkSink sink, Spoiled spoiler) {
            this.sink = sink;
            this.spoiler = spoiler;
        }

        @Override
        public ByteBuffer memory() {
            return memory;
        }

        @Override
        public int claim(int octets) {
            return 0;
        }

        @Override
        public void commit(int octets, long chunkId, boolean idr, boolean endOfAccessUnit) {
            byte[] chunk = new byte[octets];
            memory.get(0, chunk);
            byte[] changed = spoiler.octets(chunk);
            if (spoiler.passes(chunkId)) {
                int at = sink.claim(changed.length);
                ByteBuffer to = sink.memory().duplicate();
                to.clear();
                to.put(at, changed);
                sink.commit(changed.length, spoiler.chunkId(chunkId), spoiler.idr(idr), endOfAccessUnit);
            }
        }
    }

    @ExtendWith(OnlyInTheKit.class)
    static class WithoutDelimiter extends EncodedStreamContract {
        @Override
        protected VideoEncoder encoder() {
            return new Spoiled() {
                @Override
                byte[] octets(byte[] chunk) {
                    return chunk[4] == 9 ? Arrays.copyOfRange(chunk, 6, chunk.length) : chunk;
                }
            };
        }
    }

    @ExtendWith(OnlyInTheKit.class)
    static class WithShortStartCodes extends EncodedStreamContract {
        @Override
        protected VideoEncoder encoder() {
            return new Spoiled() {
                @Override
                byte[] octets(byte[] chunk) {
                    String hex = HexFormat.of().formatHex(chunk);
                    return HexFormat.of().parseHex(hex.replaceFirst("00000001([46]1)", "000001$1"));
                }
            };
        }
    }

    @ExtendWith(OnlyInTheKit.class)
    static class WithLyingIdrFlag extends EncodedStreamContract {
        @Override
        protected VideoEncoder encoder() {
            return new Spoiled() {
                @Override
                boolean idr(boolean idr) {
                    return !idr;
                }
            };
        }
    }

    @ExtendWith(OnlyInTheKit.class)
    static class WithAnotherLevel extends EncodedStreamContract {
        @Override
        protected VideoEncoder encoder() {
            return new Spoiled() {
                @Override
                byte[] octets(byte[] chunk) {
                    String hex = HexFormat.of().formatHex(chunk);
                    return HexFormat.of().parseHex(hex.replaceFirst("000000016742c0..", "000000016742c033"));
                }
            };
        }
    }

    @ExtendWith(OnlyInTheKit.class)
    static class ThatLosesAFrame extends EncodedStreamContract {
        @Override
        protected VideoEncoder encoder() {
            return new Spoiled() {
                @Override
                boolean passes(long chunkId) {
                    return ChunkId.frame(chunkId) != 5;
                }
            };
        }
    }

    @ExtendWith(OnlyInTheKit.class)
    static class WithPartsFromOne extends EncodedStreamContract {
        @Override
        protected VideoEncoder encoder() {
            return new Spoiled() {
                @Override
                long chunkId(long id) {
                    return id + 1;
                }
            };
        }
    }

    @ExtendWith(OnlyInTheKit.class)
    static class WithDamagedSlices extends EncodedStreamContract {
        @Override
        protected VideoEncoder encoder() {
            return new Spoiled() {
                @Override
                byte[] octets(byte[] chunk) {
                    byte[] damaged = chunk.clone();
                    Arrays.fill(damaged, chunk.length / 2, chunk.length / 2 + 8, (byte) 0x55);
                    return damaged;
                }
            };
        }
    }

    @ExtendWith(OnlyInTheKit.class)
    static class ThatNeverFails extends EncoderSessionContract {
        @Override
        protected VideoEncoder encoder() {
            return new Spoiled() {
                @Override
                public EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException {
                    EncoderSession session = super.open(format, sink);
                    return new EncoderSession() {
                        @Override
                        public void encode(VideoFrame frame, long frameNumber, boolean idr) {
                            try {
                                session.encode(frame, frameNumber, idr);
                            } catch (EncoderException e) {
                                assertThat(e).isNotNull();
                            }
                        }

                        @Override
                        public void setBitRate(long bitRate) throws EncoderException {
                            session.setBitRate(bitRate);
                        }

                        @Override
                        public void close() {
                            session.close();
                        }
                    };
                }
            };
        }
    }

    @ExtendWith(OnlyInTheKit.class)
    static class ThatAllocates extends EncoderSessionContract {
        @Override
        protected VideoEncoder encoder() {
            return new Spoiled() {};
        }
    }

    /** Runs one test of a contract, found by name in the abstract class. */
    private static void assertFails(Class<?> encoder, String test) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(encoder, test))
                .configurationParameter(IN_THE_KIT, "")
                .execute()
                .testEvents()
                .assertStatistics(events -> events.started(1).failed(1));
    }

    @Test
    void missingDelimiterIsNoticed() {
        assertFails(WithoutDelimiter.class, "everyAccessUnitBeginsWithItsOnlyDelimiter");
    }

    @Test
    void shortStartCodeIsNoticed() {
        assertFails(WithShortStartCodes.class, "everyStartCodeHasFourOctets");
    }

    @Test
    void lyingIdrFlagIsNoticed() {
        assertFails(WithLyingIdrFlag.class, "committedIdrFlagTellsTheTruth");
    }

    @Test
    void anotherLevelIsNoticed() {
        assertFails(WithAnotherLevel.class, "parameterSetsNameTheProfileAndTheLevel");
    }

    @Test
    void lostFrameIsNoticed() {
        assertFails(ThatLosesAFrame.class, "everyPictureComesOutWithItsFrameNumber");
    }

    @Test
    void lostFrameIsNoticedByTheDecoder() {
        assertFails(ThatLosesAFrame.class, "everyPictureDecodesToWhatWentIn");
    }

    @Test
    void wrongPartNumberIsNoticed() {
        assertFails(WithPartsFromOne.class, "pictureHasOneSliceAndOneChunkIfNoMoreAreAllowed");
    }

    @Test
    void damagedSliceIsNoticed() {
        assertFails(WithDamagedSlices.class, "everyPictureDecodesToWhatWentIn");
    }

    @Test
    void closedSessionThatSwallowsFramesIsNoticed() {
        assertFails(ThatNeverFails.class, "closedSessionEncodesNothingMore");
    }

    @Test
    void garbageOnTheHeapIsNoticed() {
        assertFails(ThatAllocates.class, "frameAllocatesNothingInSteadyState");
    }
}
