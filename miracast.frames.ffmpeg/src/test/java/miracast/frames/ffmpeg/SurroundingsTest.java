// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {

    @TempDir
    Path sockets;

    @Test
    void theDisplayThatIsSetIsCaptured() {
        Surroundings surroundings = new Surroundings(":7", sockets);

        assertThat(surroundings.displayMissing()).isEmpty();
        assertThat(surroundings.display(Desktop.UNIX)).isEqualTo("X display :7");
    }

    @Test
    void serversThatRunCanBeNamed() throws Exception {
        Files.createFile(sockets.resolve("X12"));
        Files.createFile(sockets.resolve("X3"));
        Files.createFile(sockets.resolve("other"));
        Surroundings surroundings = new Surroundings("", sockets);

        assertThat(surroundings.displayMissing()).isEmpty();
        assertThat(surroundings.display(Desktop.UNIX)).isEqualTo("X displays [:12, :3]");
    }

    @Test
    void withoutEitherItIsSaidWhatToDo() {
        assertThat(new Surroundings("", sockets).displayMissing()).contains("DISPLAY is not set", "apt install xvfb");
        assertThat(new Surroundings("", sockets.resolve("missing")).displayMissing())
                .isNotEmpty();
    }
}
