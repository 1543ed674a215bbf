// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import java.awt.Rectangle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import miracast.api.Inventory;
import miracast.api.cast.CastEvents;
import miracast.api.cast.CastState;
import miracast.api.configuration.Configured;
import miracast.api.input.InputConsumer;
import miracast.api.input.InputEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the input of displays act on the desktop, once that is configured; a wrong configuration lets nobody act who may not.
 * What a display holds down is let go when its cast does not play any more. Thread-safe: input, events and deactivation come on
 * threads of their own, and take turns.
 */
@Component(
        service = {InputConsumer.class, EventHandler.class, Inventory.class},
        configurationPid = DesktopConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = EventConstants.EVENT_TOPIC + "=" + CastEvents.CAST_STATE)
@Designate(ocd = DesktopConfig.class)
public final class DesktopInput implements InputConsumer, EventHandler, Inventory {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopInput.class);

    private final Configured<DesktopConfig, DesktopSettings> configured = new Configured<>(
            DesktopConfig.PID, DesktopConfig.class, DesktopSettings::of, DesktopSettings.NOBODY, LOG::error);
    private final Function<Optional<Rectangle>, Desktop> desktops;

    // Guarded by this.
    private DesktopSettings settings = DesktopSettings.NOBODY;
    /** Null as long as nobody may act. */
    private Desktop desktop;

    private final Map<String, Hands> hands = new HashMap<>();
    private final Set<String> strangers = new HashSet<>();

    /** @throws IllegalStateException if there is no desktop to act on: says what to do */
    @Activate
    public DesktopInput(DesktopConfig config) {
        this(config, RobotDesktop::open);
    }

    /** @param desktops opens the desktop, for an area */
    DesktopInput(DesktopConfig config, Function<Optional<Rectangle>, Desktop> desktops) {
        this.desktops = desktops;
        modified(config);
    }

    @Modified
    synchronized void modified(DesktopConfig config) {
        if (!configured.update(config)) {
            return;
        }
        DesktopSettings next = configured.settings();
        Desktop opened = desktops.apply(next.area());
        letGo();
        settings = next;
        desktop = opened;
        LOG.info(
                "input of the displays of casts {} acts on {} of the desktop{}",
                settings.casts(),
                desktop.area(),
                settings.keyboard() ? "" : ", keys do not");
    }

    @Override
    public synchronized void input(String castId, InputEvent event) {
        if (!settings.allows(castId)) {
            if (strangers.add(castId)) {
                LOG.info(
                        "cast {}: its display sends input, but is not among those that may: {}",
                        castId,
                        settings.casts());
            }
            return;
        }
        Hands own = hands.computeIfAbsent(castId, id -> new Hands(desktop, settings.keyboard()));
        if (event instanceof InputEvent.Pointer pointer) {
            own.pointer(pointer);
        } else if (event instanceof InputEvent.Key key) {
            own.key(key);
        } else if (event instanceof InputEvent.Button button) {
            own.button(button);
        } else if (event instanceof InputEvent.Scroll scroll) {
            own.scroll(scroll);
        } else if (event instanceof InputEvent.Zoom zoom) {
            own.zoom(zoom);
        }
        // Nothing on a desktop turns, and reports that nobody understood are no mouse's and no keyboard's.
    }

    /** A cast is in another state. */
    @Override
    public synchronized void handleEvent(Event event) {
        Object castId = event.getProperty(CastEvents.CAST_ID);
        if (!CastState.PLAYING.name().equals(event.getProperty(CastEvents.STATE))) {
            Hands gone = hands.remove(castId);
            if (gone != null) {
                gone.letGo();
            }
        }
    }

    @Deactivate
    synchronized void deactivate() {
        letGo();
    }

    /** None: casts do without. */
    @Override
    public List<Part> parts() {
        return List.of();
    }

    @Override
    public List<String> configurationFaults() {
        return configured.faults();
    }

    private void letGo() {
        hands.values().forEach(Hands::letGo);
        hands.clear();
    }
}
