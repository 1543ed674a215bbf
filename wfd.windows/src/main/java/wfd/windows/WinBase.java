// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/** The part of {@code winbase.h} that puts errors into words. Mirrors, never decides. */
interface WinBase extends Library {
    int FORMAT_MESSAGE_IGNORE_INSERTS = 0x00000200;
    int FORMAT_MESSAGE_FROM_SYSTEM = 0x00001000;

    /** Gives the length of the text in WCHAR, or 0. dwLanguageId 0: the language of the thread, the user, the system. */
    int FormatMessageW(
            int dwFlags,
            Pointer lpSource,
            int dwMessageId,
            int dwLanguageId,
            byte[] lpBuffer,
            int nSize,
            Pointer Arguments);
}
