// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** Where FFmpeg's classes are not, as in a framework without lib.ffmpeg. */
class MissingLibraryTest {

    /** Loads our classes anew, and none of FFmpeg's. */
    private static final class WithoutFfmpeg extends ClassLoader {
        WithoutFfmpeg() {
            super(MissingLibraryTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.bytedeco.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("miracast.sink.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] octets = in.readAllBytes();
                return defineClass(name, octets, 0, octets.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void theSinkSaysSoAndIsThereAllTheSame() throws Exception {
        Class<?> type = new WithoutFfmpeg().loadClass("miracast.sink.FfmpegLibrary");
        Object library = type.getConstructor().newInstance();
        assertThat(call(library, "available")).isEqualTo(false);
        assertThat((String) call(library, "detail"))
                .startsWith("pictures are not decoded: FFmpeg is missing, install lib.ffmpeg")
                .contains("org/bytedeco");
        Method decoder = type.getDeclaredMethod("decoder", int.class);
        decoder.setAccessible(true);
        assertThatThrownBy(() -> decoder.invoke(library, 1))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("pictures are not decoded");
    }

    @Test
    void declarativeServicesCanLookIntoTheComponents() throws Exception {
        ClassLoader loader = new WithoutFfmpeg();
        for (String component : new String[] {"FfmpegLibrary", "SinkInventory", "WifiDisplaySink"}) {
            Class<?> type = loader.loadClass("miracast.sink." + component);
            assertThat(type.getDeclaredMethods()).isNotEmpty();
            assertThat(type.getDeclaredFields()).isNotEmpty();
            assertThat(type.getDeclaredConstructors()).isNotEmpty();
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        Method declared = target.getClass().getDeclaredMethod(method);
        declared.setAccessible(true);
        return declared.invoke(target);
    }
}
