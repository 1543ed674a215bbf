// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NativeX264Test {
    @RegisterExtension
    static final LoadedX264 X264 = new LoadedX264();

    @Test
    void buildIsReadFromTheNameOfItsFunction() {
        assertThat(X264.library().build()).isBetween(148, 199);
    }

    @Test
    void fileThatIsNotThereIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> NativeX264.load("/nowhere/libx264.so"))
                .isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessageContaining("/nowhere/libx264.so");
    }

    @Test
    void libraryThatIsNotX264IsAnErrorThatSaysSo() {
        assertThatThrownBy(() -> NativeX264.load("m"))
                .isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessageContaining("no build of libx264");
    }

    @Test
    void missingLibraryIsToldWithTheWayToGetIt() {
        assertThat(X264Loader.missing("", "libx264.so: cannot open shared object file"))
                .contains("apt install libx264-164")
                .endsWith("(libx264.so: cannot open shared object file)");
    }
}
