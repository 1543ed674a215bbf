// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Structure;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our structures as this JVM lays them out, against what a program printed that a Windows compiler has made (abi.c). */
@Tag("wine")
class LayoutTest {
    /** File with what it printed. */
    private static final String FILE_PROPERTY = "wfd.windows.abi";

    private final List<String> lines;

    LayoutTest() throws IOException {
        lines = Files.readAllLines(Path.of(System.getProperty(FILE_PROPERTY)));
    }

    @Test
    void everyFieldOfEveryStructureIsCompared() {
        List<String> compared =
                lines.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();

        assertThat(Stream.of(WlanApi.class, DevQuery.class, IpHlpApi.class, SecHost.class)
                        .flatMap(header -> Stream.of(header.getDeclaredClasses()))
                        .filter(type -> type.isAnnotationPresent(Structure.FieldOrder.class))
                        .flatMap(type -> Stream.of(type.getAnnotation(Structure.FieldOrder.class)
                                        .value())
                                // What lies behind the fields that are read; the size covers it.
                                .filter(field -> !field.equals("rest"))
                                .map(field -> type.getDeclaringClass().getSimpleName() + "." + type.getSimpleName()
                                        + "." + field)))
                .isNotEmpty()
                .isSubsetOf(compared);
    }

    @Test
    void structuresLieAsInWindows() throws Exception {
        TreeMap<String, String> expected = new TreeMap<>();
        TreeMap<String, String> ours = new TreeMap<>();
        for (String line : lines) {
            String name = line.substring(0, line.indexOf(' '));
            expected.put(name, line.substring(line.indexOf(' ') + 1));
            ours.put(name, String.valueOf(sizeOrOffset(name)));
        }

        assertThat(lines).hasSizeGreaterThan(100);
        assertThat(ours).isEqualTo(expected);
    }

    /** "GUID", "GUID.Data1", "WlanApi.DOT11_SSID", "WlanApi.DOT11_SSID.ucSSID". */
    private static int sizeOrOffset(String name) throws ReflectiveOperationException {
        String[] parts = name.split("\\.");
        boolean nested = !parts[0].equals("GUID");
        String type = "wfd.windows." + parts[0] + (nested ? "$" + parts[1] : "");
        Structure structure = Structure.newInstance(Class.forName(type).asSubclass(Structure.class));
        int field = nested ? 2 : 1;
        if (parts.length == field) return structure.size();
        Method offset = Structure.class.getDeclaredMethod("fieldOffset", String.class);
        offset.setAccessible(true);
        structure.size();
        return (int) offset.invoke(structure, parts[field]);
    }
}
