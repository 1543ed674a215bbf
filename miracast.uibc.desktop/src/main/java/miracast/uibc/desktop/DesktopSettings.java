// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A configuration that was checked.
 *
 * @param casts ids of the casts that may act; {@link #ALL} stands for all
 * @param area the part of the desktop that they show; empty for the primary screen
 * @param keyboard whether keys act
 */
record DesktopSettings(Set<String> casts, Optional<Rectangle> area, boolean keyboard) {
    /** With which nothing acts. */
    static final DesktopSettings NOBODY = new DesktopSettings(Set.of(), Optional.empty(), false);

    private static final String ALL = "*";
    private static final int LARGEST = 65_535;

    /** @throws IllegalArgumentException names field and value */
    static DesktopSettings of(DesktopConfig config) {
        Set<String> casts = Arrays.stream(config.casts())
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (casts.isEmpty()) {
            throw new IllegalArgumentException("casts is empty: ids of casts are needed, or * for all");
        }
        String area = config.area().strip();
        return new DesktopSettings(
                casts, area.isEmpty() ? Optional.empty() : Optional.of(rectangle(area)), config.keyboard());
    }

    private static Rectangle rectangle(String area) {
        List<String> numbers = Arrays.stream(area.split(",")).map(String::strip).toList();
        if (numbers.size() == 4 && numbers.stream().allMatch(each -> each.matches("-?[0-9]{1,5}"))) {
            int[] values = numbers.stream().mapToInt(Integer::parseInt).toArray();
            if (values[2] >= 1 && values[2] <= LARGEST && values[3] >= 1 && values[3] <= LARGEST) {
                return new Rectangle(values[0], values[1], values[2], values[3]);
            }
        }
        throw new IllegalArgumentException("area '" + area + "' is not x,y,width,height in pixels, as 0,0,1920,1080");
    }

    boolean allows(String castId) {
        return casts.contains(castId) || casts.contains(ALL);
    }
}
