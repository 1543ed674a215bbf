// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code wfd_uibc_capability}: which input a sink can send back, or which the source takes and where.
 *
 * @param categories kinds of packets; empty for {@code none}
 * @param generic inputs as generic packets
 * @param hidc inputs as HID reports
 * @param port where the source listens; 0 for {@code none}
 */
public record UibcCapability(List<Category> categories, List<Input> generic, List<HidInput> hidc, int port) {
    /** {@code none}. */
    public static final UibcCapability NONE = new UibcCapability(List.of(), List.of(), List.of(), 0);

    /** Kinds of packets. */
    public enum Category {
        /** Wi-Fi Display's own packets. */
        GENERIC,
        /** Reports of human interface devices (USB HID), handed through. */
        HIDC
    }

    /** What a person acts on, in the order of the type octet of HIDC. */
    public enum Input {
        /** Keys. */
        KEYBOARD("Keyboard"),
        /** A pointer that moves relatively. */
        MOUSE("Mouse"),
        /** One finger. */
        SINGLE_TOUCH("SingleTouch"),
        /** Several fingers. */
        MULTI_TOUCH("MultiTouch"),
        /** Axes and buttons. */
        JOYSTICK("Joystick"),
        /** A camera that sees gestures. */
        CAMERA("Camera"),
        /** Gestures that were recognized. */
        GESTURE("Gesture"),
        /** Keys of a remote control. */
        REMOTE_CONTROL("RemoteControl");

        private final String text;

        Input(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** How an input reaches the sink. */
    public enum Path {
        /** By infrared. */
        INFRARED("Infrared"),
        /** By wire. */
        USB("USB"),
        /** By Bluetooth. */
        BLUETOOTH("BT"),
        /** By Zigbee. */
        ZIGBEE("Zigbee"),
        /** By Wi-Fi. */
        WIFI("Wi-Fi"),
        /** The sink does not say how. */
        NOT_TOLD("No-SP");

        private final String text;

        Path(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** An input and its path, {@code Keyboard/USB}. */
    public record HidInput(Input input, Path path) {
        @Override
        public String toString() {
            return input + "/" + path;
        }
    }

    /** The lists are copied. */
    public UibcCapability {
        categories = List.copyOf(categories);
        generic = List.copyOf(generic);
        hidc = List.copyOf(hidc);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not in 0 to 65535");
        }
    }

    /**
     * Reads a value. Lists may be missing and in any order; names that are not known are left out.
     *
     * @throws ParameterException if a part is no list of this parameter, or the port is none
     */
    public static UibcCapability parse(String value) throws ParameterException {
        if (Fields.isNone(value)) {
            return NONE;
        }
        Fields fields = new Fields(ParameterName.WFD_UIBC_CAPABILITY, value);
        List<Category> categories = new ArrayList<>();
        List<Input> generic = new ArrayList<>();
        List<HidInput> hidc = new ArrayList<>();
        int port = 0;
        for (String part : value.split(";")) {
            int equals = part.indexOf('=');
            String name = Fields.lower(part.substring(0, Math.max(0, equals)).strip());
            String text = part.substring(equals + 1).strip();
            switch (name) {
                case "input_category_list":
                    names(text).forEach(each -> named(Category.values(), each).ifPresent(categories::add));
                    break;
                case "generic_cap_list":
                    names(text).forEach(each -> named(Input.values(), each).ifPresent(generic::add));
                    break;
                case "hidc_cap_list":
                    names(text).forEach(each -> hidInput(each).ifPresent(hidc::add));
                    break;
                case "port":
                    port = Fields.isNone(text) ? 0 : fields.decimal("port", text, 0, 65535);
                    break;
                default:
                    if (!part.isBlank()) {
                        throw fields.notUnderstood("part " + Quoted.of(part) + " is not known");
                    }
            }
        }
        return new UibcCapability(categories, generic, hidc, port);
    }

    private static List<String> names(String list) {
        return Fields.isNone(list)
                ? List.of()
                : List.of(list.split(",")).stream().map(String::strip).collect(Collectors.toList());
    }

    private static <T> Optional<T> named(T[] values, String name) {
        for (T value : values) {
            if (value.toString().equalsIgnoreCase(name)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static Optional<HidInput> hidInput(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Optional<Input> input = named(Input.values(), name.substring(0, slash));
        Optional<Path> path = named(Path.values(), name.substring(slash + 1));
        return input.isPresent() && path.isPresent()
                ? Optional.of(new HidInput(input.get(), path.get()))
                : Optional.empty();
    }

    /** The same with the port on which the source listens. */
    public UibcCapability withPort(int sourcePort) {
        return new UibcCapability(categories, generic, hidc, sourcePort);
    }

    /** Whether the sink sends nothing back: it names no kind of packet. */
    public boolean isNone() {
        return categories.isEmpty();
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return equals(NONE)
                ? Fields.NONE
                : "input_category_list=" + list(categories) + ";generic_cap_list=" + list(generic) + ";hidc_cap_list="
                        + list(hidc) + ";port=" + (port == 0 ? Fields.NONE : port);
    }

    private static String list(List<?> values) {
        return values.isEmpty()
                ? Fields.NONE
                : values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
