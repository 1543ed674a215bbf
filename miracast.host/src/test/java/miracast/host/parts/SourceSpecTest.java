// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import miracast.api.Inventory;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSpecTest {
    private final Offers<FrameSource> offers = new Offers<>("source", FrameSource.NAME, 1);
    private final PartList parts = new PartList();

    @BeforeEach
    void thereArePatternAndMedia() {
        offer("pattern");
        offer("media");
        parts.add(() -> List.of(
                new Inventory.Part(Inventory.Kind.FRAME_SOURCE, "media", true, "FFmpeg"),
                new Inventory.Part(Inventory.Kind.FRAME_SOURCE, "screen", false, "no display: set DISPLAY")));
    }

    @Test
    void aNameIsASource() {
        assertThat(parse("pattern")).isEqualTo(new SourceSpec("pattern", "pattern", ""));
    }

    @Test
    void aNameMayHaveALocation() {
        assertThat(parse("media:http://host/a:b"))
                .isEqualTo(new SourceSpec("media:http://host/a:b", "media", "http://host/a:b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/clip.mp4", "/tmp/clip.mp4", "clip.mp4", "C:\\clip.mp4"})
    void anyOtherTextIsALocation(String text) {
        assertThat(parse(text)).isEqualTo(new SourceSpec(text, "media", text));
    }

    @Test
    void aBareWordThatIsNoFileIsAnUnknownSource() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("patern"))
                .withMessage("source 'patern' is not there; there are: pattern, media;"
                        + " missing: screen (no display: set DISPLAY)");
    }

    @Test
    void aKnownSourceThatIsMissingIsNoLocation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("screen::1"))
                .withMessageContaining("missing: screen (no display: set DISPLAY)");
    }

    @Test
    void withoutMediaThereAreNoLocations() {
        Offers<FrameSource> none = new Offers<>("source", FrameSource.NAME, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceSpec.parse("/tmp/clip.mp4", none, new PartList()))
                .withMessage("source '/tmp/clip.mp4' is not there; there is none");
    }

    @Test
    void whoWaitsTakesWhatLooksLikeANameForOne() {
        assertThat(expect("screen::1")).isEqualTo(new SourceSpec("screen::1", "screen", ":1"));
        assertThat(expect("film")).isEqualTo(new SourceSpec("film", "film", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/clip.mp4", "/tmp/clip.mp4", "clip.mp4", "C:\\clip.mp4"})
    void whoWaitsForMediaTakesTheRestForLocations(String text) {
        Offers<FrameSource> none = new Offers<>("source", FrameSource.NAME, 1);

        assertThat(SourceSpec.expect(text, none, new PartList())).isEqualTo(new SourceSpec(text, "media", text));
    }

    @Test
    void aTextIsReadAnewWhenASourceOfItsNameHasCome() {
        SourceSpec spec = expect("film:/reel:1");
        assertThat(spec).isEqualTo(new SourceSpec("film:/reel:1", "media", "film:/reel:1"));

        assertThat(spec.readAnew(offers)).isSameAs(spec);
        offer("film");

        assertThat(spec.readAnew(offers)).isEqualTo(new SourceSpec("film:/reel:1", "film", "/reel:1"));
    }

    private SourceSpec expect(String text) {
        return SourceSpec.expect(text, offers, parts);
    }

    private SourceSpec parse(String text) {
        return SourceSpec.parse(text, offers, parts);
    }

    private void offer(String name) {
        FrameSource source = request -> {
            throw new FrameSourceException(name + " has no pictures");
        };
        offers.add(source, Map.of(FrameSource.NAME, name, "service.id", (long)
                offers.names().size()));
    }
}
