// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import miracast.api.cast.CastEvents;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** The example, as its README runs it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SignageIT extends CastTests {
    private org.osgi.service.cm.Configuration signage;

    @Configuration
    @Override
    public Option[] framework() {
        return new Option[] {Framework.withAllBundles(), Framework.withSignage()};
    }

    @After
    public void takeItAway() throws IOException {
        if (signage != null) {
            signage.delete();
        }
    }

    private void configure(String headline) throws IOException {
        signage = configurations.getConfiguration("example.signage", "?");
        signage.update(new Hashtable<>(Map.of("device", "Television 51", "headline", headline)));
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
        CopyOnWriteArrayList<Object> states = new CopyOnWriteArrayList<>();
        ServiceRegistration<EventHandler> events = context.registerService(
                EventHandler.class,
                event -> states.add(event.getProperty(CastEvents.STATE)),
                FrameworkUtil.asDictionary(Map.of(
                        EventConstants.EVENT_TOPIC,
                        CastEvents.CAST_STATE,
                        EventConstants.EVENT_FILTER,
                        "(" + CastEvents.CAST_ID + "=shop-window)")));
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
        await().atMost(PATIENCE).until(() -> states.contains("PLAYING") && states.contains("ENDED"));
        events.unregister();
    }
}
