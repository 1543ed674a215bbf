// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Loads libx264 once for all tests of this JVM, or skips them with what to install. */
final class LoadedX264 implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(LoadedX264.class);

    /** Keeps the library for the life of the JVM: its functions are bound to a class, once. */
    private record Held(NativeX264 library, String missing) {}

    private NativeX264 library;

    NativeX264 library() {
        return library;
    }

    X264VideoEncoder encoder() {
        return encoder(new X264Settings("superfast", 0, 0, 10, 2));
    }

    X264VideoEncoder encoder(X264Settings settings) {
        return new X264VideoEncoder(library, settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Held held = context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("library", key -> load(), Held.class);
        Assumptions.assumeTrue(
                held.library != null, "libx264 is missing; Debian: apt install libx264-164 (" + held.missing + ")");
        library = held.library;
    }

    private static Held load() {
        try {
            return new Held(NativeX264.load(""), "");
        } catch (UnsatisfiedLinkError e) {
            return new Held(null, e.getMessage());
        }
    }
}
