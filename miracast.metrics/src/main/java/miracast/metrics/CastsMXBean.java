// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import java.util.Map;

/** The casts as an MBean, {@value #NAME}. Public, as JMX wants it. */
public interface CastsMXBean {
    /** Its name in the platform's MBean server. */
    String NAME = "miracast:type=Casts";

    /** The casts that have not ended, by id. */
    Map<String, Figures> getCasts();

    /** One cast. */
    interface Figures {
        /** Whom it is for. */
        String getTarget();

        /** Name of its state. */
        String getState();

        /** What it is doing, or why it is not playing. */
        String getDetail();

        /** Name of the encoder. */
        String getEncoder();

        /** The source, as requested. */
        String getSource();

        /** Every figure of the Prometheus text but the state, by its name there without prefix, and with labels. */
        Map<String, Double> getFigures();
    }
}
