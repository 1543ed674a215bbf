// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** {@code wfd_connector_type}: how the monitor hangs on the sink. */
public enum ConnectorType {
    /** Analogue, 15 pins. */
    VGA(0),
    /** Analogue, luma and chroma apart. */
    S_VIDEO(1),
    /** Analogue, on one wire. */
    COMPOSITE(2),
    /** Analogue, on three wires. */
    COMPONENT(3),
    /** DVI. */
    DVI(4),
    /** HDMI; what most sinks say. */
    HDMI(5),
    /** The sink is the monitor. */
    WIFI_DISPLAY(7),
    /** The D connector of Japan. */
    JAPANESE_D(8),
    /** Serial digital interface, as in studios. */
    SDI(9),
    /** DisplayPort. */
    DISPLAY_PORT(10),
    /** Unified Display Interface. */
    UDI(12),
    /** None of these. */
    OTHER(255),
    /** No connector known. */
    NONE(-1);

    private final int code;

    ConnectorType(int code) {
        this.code = code;
    }

    /**
     * Reads a value, of one or two digits.
     *
     * @throws ParameterException if it is neither {@code none} nor a type that is not reserved
     */
    public static ConnectorType parse(String value) throws ParameterException {
        if (Fields.isNone(value)) {
            return NONE;
        }
        Fields fields = new Fields(ParameterName.WFD_CONNECTOR_TYPE, value);
        long code = fields.hex("type", 2);
        for (ConnectorType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw fields.outOfRange("type " + code + " is reserved");
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return this == NONE ? Fields.NONE : Fields.hex2(code);
    }
}
