// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The loaded library. What a build of x264 does not tell by a symbol is found out by looking: how long its structures are and
 * where the few fields lie that have no name in {@code x264_param_parse}. A build that does not look as expected is refused before
 * anything is encoded with it.
 */
final class NativeX264 implements AutoCloseable {
    /** {@code x264_encoder_open_N} is looked for with these N: nal_encode has had its present form since 148. */
    private static final int OLDEST_BUILD = 148;

    private static final int NEWEST_BUILD = 199;
    /** Since this build x264_param_t has i_bitdepth, between i_csp and i_level_idc. */
    private static final int FIRST_BUILD_WITH_BIT_DEPTH = 153;

    private static final byte UNTOUCHED = (byte) 0xA5;
    private static final int MORE_THAN_ANY_STRUCTURE = 16 * 1024;

    private final NativeLibrary library;
    private final int build;
    private final Layout layout;

    /**
     * Where things lie in the structures of the loaded build, in octets.
     *
     * @param parametersSize size of x264_param_t, whose last two pointers are nalu_process and opaque
     * @param width offset of i_width
     * @param height offset of i_height
     * @param colourSpace offset of i_csp
     * @param bitDepth offset of i_bitdepth, -1 for a build that has none
     * @param i420 the value X264_CSP_I420, which has changed once; X264_CSP_NV12 is 2 more
     * @param pictureSize size of x264_picture_t
     */
    record Layout(
            long parametersSize, int width, int height, int colourSpace, int bitDepth, int i420, long pictureSize) {
        int nv12() {
            return i420 + 2;
        }
    }

    private NativeX264(NativeLibrary library, int build) {
        this.library = library;
        this.build = build;
        this.layout = observe();
    }

    /**
     * Finds, loads and checks the library.
     *
     * @param path file to load; empty to look where the system keeps its libraries
     * @throws UnsatisfiedLinkError if there is none, or none that can be used; the message is one line for an operator
     */
    static NativeX264 load(String path) {
        if (Native.POINTER_SIZE != 8) {
            throw new UnsatisfiedLinkError(
                    "a 64-bit JVM is needed, this one has addresses of " + Native.POINTER_SIZE * 8 + " bits");
        }
        String reason = "";
        for (String name : path.isBlank() ? usualNames() : List.of(path.strip())) {
            try (Attempt attempt = new Attempt(NativeLibrary.getInstance(name, options()))) {
                return attempt.succeed();
            } catch (IllegalStateException e) {
                // Found, but of no use: that is worth more to the operator than where else nothing was found.
                throw new UnsatisfiedLinkError(e.getMessage());
            } catch (UnsatisfiedLinkError e) {
                reason = reason.isEmpty() ? inOneLine(e) : reason;
            }
        }
        throw new UnsatisfiedLinkError(reason);
    }

    /** JNA's first line says that it failed, its second one why; the rest repeats that for other folders. */
    private static String inOneLine(UnsatisfiedLinkError e) {
        return e.getMessage().lines().limit(2).map(String::strip).collect(Collectors.joining(" "));
    }

    /** A library being checked; closed again unless it passes. */
    private static final class Attempt implements AutoCloseable {
        private final NativeLibrary library;
        private boolean registered;
        private boolean passed;

        Attempt(NativeLibrary library) {
            this.library = library;
        }

        NativeX264 succeed() {
            int build = buildOf(library);
            registered = true;
            Native.register(X264.class, library);
            Native.register(CLibrary.class, Platform.C_LIBRARY_NAME);
            try {
                NativeX264 checked = new NativeX264(library, build);
                X264Probe.encodeOnePicture(checked);
                passed = true;
                return checked;
            } catch (IllegalStateException e) {
                throw new IllegalStateException("libx264 build " + build + " cannot be used: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            if (!passed) {
                unbind(library, registered);
            }
        }
    }

    private static void unbind(NativeLibrary library, boolean registered) {
        if (registered) {
            Native.unregister(X264.class);
            Native.unregister(CLibrary.class);
        }
        library.close();
    }

    private static List<String> usualNames() {
        List<String> names = new ArrayList<>();
        names.add("x264");
        for (int n = 170; n >= OLDEST_BUILD; n--) {
            if (Platform.isWindows()) {
                names.add("libx264-" + n);
            } else if (Platform.isMac()) {
                names.add("x264." + n);
            } else {
                names.add("libx264.so." + n);
            }
        }
        if (Platform.isWindows()) {
            names.add("libx264");
        } else if (Platform.isMac()) {
            names.add("/opt/homebrew/lib/libx264.dylib");
            names.add("/usr/local/lib/libx264.dylib");
        }
        return names;
    }

    private static Map<String, ?> options() {
        FunctionMapper withBuildNumber = (loaded, method) -> method.getName().equals("x264_encoder_open")
                ? "x264_encoder_open_" + buildOf(loaded)
                : method.getName();
        return Map.of(Library.OPTION_FUNCTION_MAPPER, withBuildNumber);
    }

    private static int buildOf(NativeLibrary library) {
        for (int n = NEWEST_BUILD; n >= OLDEST_BUILD; n--) {
            try {
                library.getGlobalVariableAddress("x264_encoder_open_" + n);
                return n;
            } catch (UnsatisfiedLinkError e) {
                // Not this build.
            }
        }
        throw new IllegalStateException(library.getName() + " is no build of libx264 between " + OLDEST_BUILD + " and "
                + NEWEST_BUILD + ": it has no function x264_encoder_open_N");
    }

    /** x264 zeroes exactly a structure when it sets defaults, and numbers given by name show where they went. */
    private Layout observe() {
        try (Memory memory = new Memory(MORE_THAN_ANY_STRUCTURE)) {
            long address = Pointer.nativeValue(memory);
            memory.setMemory(0, memory.size(), UNTOUCHED);
            X264.x264_picture_init(address);
            long pictureSize = touched(memory);
            memory.setMemory(0, memory.size(), UNTOUCHED);
            require(
                    X264.x264_param_default_preset(address, "superfast", "zerolatency") == 0,
                    "its presets are missing");
            long parametersSize = touched(memory);
            require(parametersSize % 8 == 0 && pictureSize % 8 == 0, "its structures have odd sizes");
            int level = offsetOfLevel(memory, parametersSize);
            boolean hasDepth = build >= FIRST_BUILD_WITH_BIT_DEPTH;
            int bitDepth = hasDepth ? level - 4 : -1;
            int colourSpace = level - (hasDepth ? 8 : 4);
            int i420 = memory.getInt(colourSpace);
            require(i420 == 1 || i420 == 2, "x264_param_t.i_csp is " + i420 + " by default");
            require(!hasDepth || memory.getInt(bitDepth) == 8, "it does not encode 8 bits a sample");
            require(
                    memory.getInt(colourSpace - 4) == 0 && memory.getInt(colourSpace - 8) == 0,
                    "x264_param_t has no width and height before i_csp");
            Layout found = new Layout(
                    parametersSize, colourSpace - 8, colourSpace - 4, colourSpace, bitDepth, i420, pictureSize);
            checkPicture(memory, found);
            return found;
        }
    }

    private static int offsetOfLevel(Memory memory, long size) {
        byte[] before = memory.getByteArray(0, (int) size);
        require(X264.x264_param_parse(Pointer.nativeValue(memory), "level", "4.2") == 0, "it knows no level 4.2");
        for (int at = 8; at < size; at += 4) {
            if (memory.getInt(at) == 42 && before[at] != 42) {
                return at;
            }
        }
        throw new IllegalStateException("x264_param_t.i_level_idc was not found");
    }

    /** A picture that x264 allocates itself shows whether the members of x264_picture_t lie where {@link X264} says. */
    private static void checkPicture(Memory memory, Layout layout) {
        long address = Pointer.nativeValue(memory);
        require(X264.x264_picture_alloc(address, layout.nv12(), 64, 48) == 0, "it cannot allocate a picture");
        boolean expected = memory.getInt(X264.PICTURE_IMG_I_CSP) == layout.nv12()
                && memory.getInt(X264.PICTURE_IMG_I_PLANE) == 2
                && memory.getInt(X264.PICTURE_IMG_I_STRIDE) >= 64
                && memory.getLong(X264.PICTURE_IMG_PLANE) != 0
                && memory.getLong(X264.PICTURE_IMG_PLANE + 8) >= memory.getLong(X264.PICTURE_IMG_PLANE) + 64 * 48;
        X264.x264_picture_clean(address);
        require(expected, "x264_picture_t has another layout");
    }

    private static long touched(Memory memory) {
        long end = memory.size();
        while (end > 0 && memory.getByte(end - 1) == UNTOUCHED) {
            end--;
        }
        return end;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    int build() {
        return build;
    }

    Layout layout() {
        return layout;
    }

    /** Where the library was found. */
    String file() {
        return String.valueOf(library.getFile());
    }

    /** The caller has closed every session before. */
    @Override
    public void close() {
        unbind(library, true);
    }
}
