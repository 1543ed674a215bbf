// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import com.sun.jna.Callback;

/** The part of string.h that is used here. Mirrors, never decides; every {@code long} is an address or a size. */
final class CLibrary {

    /** {@code nalu_process} of x264_param_t. Primitive arguments only, so that JNA makes no objects for a call. */
    interface NaluProcess extends Callback {
        void callback(long handle, long nal, long opaque);
    }

    private CLibrary() {}

    /** Returns dest. */
    static native long memcpy(long dest, long src, long n);

    /** The same function with a callback as dest: what it returns for n = 0 is the address of the callback's entry. */
    static native long memcpy(NaluProcess dest, long src, long n);
}
