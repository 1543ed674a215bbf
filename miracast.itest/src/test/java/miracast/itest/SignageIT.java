// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The example, as its README runs it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SignageIT extends CastTests {
    private org.osgi.service.cm.Configuration signage;

    @Configuration
    @Override
    public Option[] framework() {
        return new Option[] {Framework.withAllBundles(), Framework.withSignage(), LogLines.packages()};
    }

    @After
    public void takeItAway() throws Exception {
        bundle("example.signage").stop();
        if (signage != null) {
            signage.delete();
        }
    }

    private void configure(String headline) throws Exception {
        signage = configurations.getConfiguration("example.signage", "?");
        signage.update(new Hashtable<>(Map.of("device", "Television 51", "headline", headline)));
        bundle("example.signage").start();
    }

    private static BufferedImage shown(Television television) throws IOException {
        Path file = Files.createTempFile("miracast-itest-", ".png");
        try {
            television.snapshot(file);
            return ImageIO.read(file.toFile());
        } finally {
            Files.delete(file);
        }
    }

    /** Pixels of the text's white in the lines from one share of the height to another. */
    private static long white(BufferedImage picture, double from, double to) {
        long count = 0;
        for (int y = (int) (from * picture.getHeight()); y < (int) (to * picture.getHeight()); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                Color color = new Color(picture.getRGB(x, y));
                if (color.getRed() > 200 && color.getGreen() > 200 && color.getBlue() > 200) {
                    count++;
                }
            }
        }
        return count;
    }

    @Test(timeout = 180_000)
    public void shopWindowShowsHeadlineAndClockAndFollowsItsConfiguration() throws Exception {
        Television television = television(51);
        configure(" ");
        television.awaitPictures(10);
        assertThat(white(shown(television), 0.5, 0.7)).as("clock").isGreaterThan(500);
        assertThat(white(shown(television), 0.15, 0.4)).as("no headline").isZero();

        configure("Open until six");
        await().atMost(PATIENCE).until(() -> white(shown(television), 0.15, 0.4) > 500);
        assertThat(casts.cast("shop-window").orElseThrow().statistics().sessions())
                .isEqualTo(1);

        bundle("example.signage").stop();
        assertThat(television.awaitGoodbye()).isEqualTo("the source ended the session");
    }

    @Test(timeout = 180_000)
    public void shopWindowTellsHowItsDisplayFares() throws Exception {
        try (LogLines lines = LogLines.of("example.signage", Level.INFO)) {
            Television television = television(51);
            configure("Welcome");
            television.awaitPictures(5);
            awaitLine(lines, "PLAYING: playing on ");
            television.vanish();
            awaitLine(lines, "BACKING_OFF: ");

            stop(casts.cast("shop-window").orElseThrow());
            awaitLine(lines, "ENDED: ");
        }
    }

    private static void awaitLine(LogLines lines, String beginning) {
        await().atMost(PATIENCE)
                .until(() -> lines.all().stream()
                        .anyMatch(line -> line.getFormattedMessage().startsWith(beginning)));
    }
}
