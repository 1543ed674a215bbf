// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import miracast.api.cast.CastTarget;
import miracast.host.parts.Offer;
import org.osgi.framework.Filter;
import wfd.api.DeviceEvents;

/** Which device a cast is for: one with that name or address, or any that a pattern or a filter describes. Immutable. */
public final class DeviceWish {
    private final String text;
    private final Predicate<Map<String, ?>> matches;

    private DeviceWish(String text, Predicate<Map<String, ?>> matches) {
        this.text = text;
        this.matches = matches;
    }

    /** The device of that address or name, in any case. */
    public static DeviceWish of(CastTarget.Device device) {
        String wanted = device.addressOrName().strip();
        String address = wanted.replace('-', ':');
        return new DeviceWish(
                wanted,
                known -> address.equalsIgnoreCase(text(known, DeviceEvents.DEVICE_ADDRESS))
                        || wanted.equalsIgnoreCase(text(known, DeviceEvents.DEVICE_NAME)));
    }

    /** @throws IllegalArgumentException if it looks like a filter and is none */
    public static DeviceWish of(CastTarget.Matching device) {
        String wanted = device.pattern().strip();
        if (Offer.isFilter(wanted)) {
            Filter filter = Offer.filter(wanted);
            return new DeviceWish(wanted, filter::matches);
        }
        Pattern pattern = pattern(wanted);
        return new DeviceWish(
                wanted,
                known -> pattern.matcher(text(known, DeviceEvents.DEVICE_ADDRESS))
                                .matches()
                        || pattern.matcher(text(known, DeviceEvents.DEVICE_NAME))
                                .matches());
    }

    private static Pattern pattern(String glob) {
        String expression = glob.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String text(Map<String, ?> known, String property) {
        return known.get(property) instanceof String value ? value : "";
    }

    /**
     * Whether it is that device.
     *
     * @param known the properties of {@link DeviceEvents}
     */
    public boolean isFor(Map<String, ?> known) {
        return matches.test(known);
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        return text;
    }
}
