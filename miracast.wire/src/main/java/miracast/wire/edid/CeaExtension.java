// SPDX-License-Identifier: Apache-2.0
package miracast.wire.edid;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import miracast.api.VideoMode;

/**
 * A CEA-861 block: video data blocks, then detailed timings from the octet that its third one names.
 *
 * @param modes native ones first
 * @param basicAudio whether the monitor plays stereo
 */
record CeaExtension(List<VideoMode> modes, boolean basicAudio) {
    static final int TAG = 0x02;

    private static final int FIRST_DATA_BLOCK = 4;
    /** Before the checksum. */
    private static final int END = Edid.BLOCK - 1;

    private static final int BASIC_AUDIO = 0x40;
    private static final int VIDEO_DATA_BLOCK = 2;
    private static final int LENGTH_MASK = 0x1F;
    /** Up to this value the top bit of a short video descriptor marks a native mode. */
    private static final int LAST_WITH_NATIVE_BIT = 192;

    /** Video identification codes (CEA-861-F, table 3) of the modes that displays of today show. */
    private static final Map<Integer, VideoMode> CODES = new TreeMap<>();

    static {
        code("640x480p60", 1);
        code("720x480p60", 2, 3);
        code("1280x720p60", 4);
        code("1920x1080i60", 5);
        code("720x480i60", 6, 7);
        code("1920x1080p60", 16);
        code("720x576p50", 17, 18);
        code("1280x720p50", 19);
        code("1920x1080i50", 20);
        code("720x576i50", 21, 22);
        code("1920x1080p50", 31);
        code("1920x1080p24", 32);
        code("1920x1080p25", 33);
        code("1920x1080p30", 34);
        code("1280x720p24", 60);
        code("1280x720p25", 61);
        code("1280x720p30", 62);
        code("3840x2160p24", 93);
        code("3840x2160p25", 94);
        code("3840x2160p30", 95);
        code("3840x2160p50", 96);
        code("3840x2160p60", 97);
        code("4096x2160p24", 98);
        code("4096x2160p25", 99);
        code("4096x2160p30", 100);
        code("4096x2160p50", 101);
        code("4096x2160p60", 102);
    }

    private static void code(String mode, int... codes) {
        for (int code : codes) {
            CODES.put(code, VideoMode.parse(mode));
        }
    }

    CeaExtension {
        modes = List.copyOf(modes);
    }

    /** Reads a block of 128 octets, as far as its lengths make sense. */
    static CeaExtension read(ByteBuffer block) {
        int timings = Math.min(END, block.get(2) & 0xFF);
        List<VideoMode> natives = new ArrayList<>();
        List<VideoMode> others = new ArrayList<>();
        for (int at = FIRST_DATA_BLOCK; at < timings; at += 1 + (block.get(at) & LENGTH_MASK)) {
            int end = Math.min(timings, at + 1 + (block.get(at) & LENGTH_MASK));
            if ((block.get(at) & 0xFF) >> 5 == VIDEO_DATA_BLOCK) {
                for (int i = at + 1; i < end; i++) {
                    int descriptor = block.get(i) & 0xFF;
                    boolean isNative = descriptor > 0x80 && descriptor <= LAST_WITH_NATIVE_BIT;
                    VideoMode mode = CODES.get(isNative ? descriptor & 0x7F : descriptor);
                    if (mode != null) {
                        (isNative ? natives : others).add(mode);
                    }
                }
            }
        }
        for (int at = timings;
                timings >= FIRST_DATA_BLOCK && at + DetailedTiming.LENGTH <= END;
                at += DetailedTiming.LENGTH) {
            VideoMode mode = DetailedTiming.mode(block, at);
            if (mode == null) {
                break;
            }
            others.add(mode);
        }
        natives.addAll(others);
        return new CeaExtension(natives, (block.get(3) & BASIC_AUDIO) != 0);
    }
}
