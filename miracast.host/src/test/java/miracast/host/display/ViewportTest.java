// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Action;
import miracast.api.input.InputEvent.Contact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewportTest {
    private static final VideoMode WIDE = VideoMode.progressive(1920, 1080, 30);

    /** 1440x1080 has bars of 240 pixels to its left and right, 1920x540 bars of 270 lines above and below. */
    @ParameterizedTest
    @CsvSource({
        "1920, 1080, 0.25, 0.75, 0.25, 0.75",
        "960,  540,  0.25, 0.75, 0.25, 0.75",
        "1440, 1080, 0.5,  0.25, 0.5,  0.25",
        "1440, 1080, 0.125, 0.5, 0,    0.5",
        "1440, 1080, 0.875, 0.5, 1,    0.5",
        "1440, 1080, 0.05, 0.5,  0,    0.5",
        "1440, 1080, 0.99, 0.5,  1,    0.5",
        "1920, 540,  0.5,  0.25, 0.5,  0",
        "1920, 540,  0.5,  0.625, 0.5, 0.75"
    })
    void placesAreThoseOfTheSourcesPicture(int width, int height, double x, double y, double across, double down) {
        InputEvent event = new InputEvent.Pointer(Action.DOWN, List.of(new Contact(3, x, y)));

        InputEvent.Pointer seen = (InputEvent.Pointer) new Viewport(width, height, WIDE).onPicture(event);

        assertThat(seen.action()).isEqualTo(Action.DOWN);
        assertThat(seen.contacts()).singleElement().satisfies(contact -> {
            assertThat(contact.id()).isEqualTo(3);
            assertThat(contact.x()).isCloseTo(across, within(1e-9));
            assertThat(contact.y()).isCloseTo(down, within(1e-9));
        });
    }

    @Test
    void soAreThoseOfAZoom() {
        assertThat(new Viewport(1440, 1080, WIDE).onPicture(new InputEvent.Zoom(0.125, 0.5, 2)))
                .isEqualTo(new InputEvent.Zoom(0, 0.5, 2));
    }

    @Test
    void soAreThoseOfAButton() {
        assertThat(new Viewport(1440, 1080, WIDE).onPicture(new InputEvent.Button(true, 2, 0.125, 0.5)))
                .isEqualTo(new InputEvent.Button(true, 2, 0, 0.5));
    }

    @Test
    void whatHasNoPlaceStaysAsItIs() {
        InputEvent key = new InputEvent.Key(true, 'a', 0);

        assertThat(new Viewport(1440, 1080, WIDE).onPicture(key)).isSameAs(key);
    }
}
