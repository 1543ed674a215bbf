// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class FileOriginTest {
    private final List<String> deleted = new ArrayList<>();
    private final Dictionary<String, Object> present = new Hashtable<>();
    private final FileOrigin origin = new FileOrigin(admin());
    private IOException failure;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void thereIsAFile() throws IOException {
        file = Files.createFile(folder.resolve("miracast.cast-lobby of ours.cfg"));
    }

    /** Has one configuration, whatever it is asked for. */
    private ConfigurationAdmin admin() {
        return of(
                ConfigurationAdmin.class,
                (proxy, method, pid) -> of(Configuration.class, (configuration, call, none) -> {
                    if (call.getName().equals("getProperties")) {
                        return present;
                    }
                    assertThat(call.getName()).isEqualTo("delete");
                    if (failure != null) {
                        throw failure;
                    }
                    deleted.add((String) pid[0]);
                    return null;
                }));
    }

    private static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private boolean isGone(String url) {
        present.put(FileOrigin.FILE, url);
        return origin.isGone(Written.PID, Map.of(FileOrigin.FILE, url));
    }

    private String url() {
        return file.toUri().toString();
    }

    @Test
    void oneWhoseFileIsGoneIsDeleted() throws IOException {
        String url = url();
        Files.delete(file);

        assertThat(isGone(url)).isTrue();
        assertThat(deleted).containsExactly(Written.PID);
    }

    @Test
    void oneWhoseFileIsThereStays() {
        assertThat(isGone(url())).isFalse();
        assertThat(deleted).isEmpty();
    }

    @Test
    void oneThatIsOfNoFileStays() {
        assertThat(origin.isGone(Written.PID, Map.of())).isFalse();
        assertThat(deleted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "http://example.org/lobby.cfg", "file:", "file:lobby.cfg", "not a url", "jar:file:/x!/y"})
    void oneThatNamesNoFileOfThisMachineStays(String url) {
        assertThat(isGone(url)).isFalse();
        assertThat(deleted).isEmpty();
    }

    @Test
    void oneThatIsOfAnotherFileByNowStays() throws IOException {
        String url = url();
        present.put(
                FileOrigin.FILE,
                Files.createFile(folder.resolve("moved.cfg")).toUri().toString());
        Files.delete(file);

        assertThat(origin.isGone(Written.PID, Map.of(FileOrigin.FILE, url))).isFalse();
        assertThat(deleted).isEmpty();
    }

    @Test
    void oneThatCannotBeDeletedDeclaresNothingAllTheSame() throws IOException {
        String url = url();
        Files.delete(file);
        failure = new IOException("disk is full");

        assertThat(isGone(url)).isTrue();
    }
}
