// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The comma-separated names of a Public or Require header.
 *
 * @param names options and methods, in their order
 */
public record OptionList(List<String> names) {
    /** Public of a source: sinks refuse one that lacks any of the seven. */
    public static final OptionList SOURCE = new OptionList(List.of(
            Rtsp.OPTION_WFD, Rtsp.SETUP, Rtsp.TEARDOWN, Rtsp.PLAY, Rtsp.PAUSE, Rtsp.GET_PARAMETER, Rtsp.SET_PARAMETER));
    /** Public of a sink: some sources hang up if there is more. */
    public static final OptionList SINK =
            new OptionList(List.of(Rtsp.OPTION_WFD, Rtsp.GET_PARAMETER, Rtsp.SET_PARAMETER));

    /** The list is copied. */
    public OptionList {
        names = List.copyOf(names);
    }

    /** Reads a header; quotes around it, which one library sends, and empty names do not count. */
    public static OptionList parse(String value) {
        List<String> names = new ArrayList<>();
        for (String name : value.replace("\"", "").split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return new OptionList(names);
    }

    /** Whether a name is there, in any case. */
    public boolean contains(String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** What of a Require header is not Wi-Fi Display: for the header Unsupported of a reply 551. */
    public OptionList unsupported() {
        return new OptionList(names.stream()
                .filter(name -> !name.equalsIgnoreCase(Rtsp.OPTION_WFD))
                .collect(Collectors.toList()));
    }

    /** Whether there is no name in it. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** The header as sent. */
    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
