// SPDX-License-Identifier: Apache-2.0
package example.signage;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import miracast.api.cast.CastEvents;
import miracast.api.cast.DeclaredCast;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameStream;
import miracast.api.frames.Frames;
import miracast.api.frames.VideoFrame;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventFilter;
import org.osgi.service.event.propertytypes.EventTopics;
import org.slf4j.LoggerFactory;

/** Draws a headline that runs past a clock, declares a cast of it, and tells how the display fares. */
@Component(immediate = true, configurationPid = "example.signage")
@Frames(name = "signage")
@EventTopics(CastEvents.CAST_STATE)
@EventFilter("(" + CastEvents.CAST_ID + "=shop-window)")
public final class ShopWindow implements FrameSource, EventHandler {
    @interface Config {
        String device() default "Shop window";

        String headline() default "Welcome";
    }

    private final Configuration cast;
    private volatile String headline;

    @Activate
    public ShopWindow(@Reference ConfigurationAdmin admin, Config config) throws IOException {
        cast = admin.getFactoryConfiguration(DeclaredCast.FACTORY_PID, "shop-window", "?");
        modified(config);
    }

    @Modified
    void modified(Config config) throws IOException {
        headline = config.headline();
        cast.update(FrameworkUtil.asDictionary(Map.of("device", config.device(), "source", "signage")));
    }

    @Deactivate
    void close() throws IOException {
        cast.delete();
    }

    @Override
    public FrameStream open(FrameRequest request) {
        int width = request.mode().width();
        int height = request.mode().height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, height / 8));
        ByteBuffer pixels = ByteBuffer.allocateDirect(4 * width * height).order(ByteOrder.LITTLE_ENDIAN);
        return new FrameStream() {
            @Override
            public boolean next(VideoFrame frame, long timeNs) {
                graphics.clearRect(0, 0, width, height);
                graphics.drawString(headline, width - (int) (timeNs / 4_000_000 % (2L * width)), height / 3);
                graphics.drawString(String.format("%tT", System.currentTimeMillis()), width / 10, 2 * height / 3);
                pixels.asIntBuffer().put(((DataBufferInt) image.getRaster().getDataBuffer()).getData());
                frame.bgra(width, height, pixels, 4 * width, timeNs);
                return true;
            }

            @Override
            public void close() {
                graphics.dispose();
            }
        };
    }

    @Override
    public void handleEvent(Event event) {
        LoggerFactory.getLogger(ShopWindow.class)
                .info("{}: {}", event.getProperty(CastEvents.STATE), event.getProperty(CastEvents.DETAIL));
    }
}
