// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import miracast.api.cast.Cast;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Registers {@link CastsMXBean}. One bean for all casts, so that nothing needs to follow their coming and going. Any thread. */
@Component(
        service = {},
        immediate = true)
public final class CastsMBean implements CastsMXBean {
    private final RunningCasts casts;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    /** @param casts what is shown */
    @Activate
    public CastsMBean(@Reference RunningCasts casts) throws JMException {
        this.casts = casts;
        name = new ObjectName(NAME);
        server.registerMBean(this, name);
    }

    @Deactivate
    void close() throws JMException {
        server.unregisterMBean(name);
    }

    @Override
    public Map<String, Figures> getCasts() {
        Map<String, Figures> all = new LinkedHashMap<>();
        casts.list().forEach(cast -> all.put(cast.id(), new Snapshot(cast)));
        return all;
    }

    /** MXBeans of Java 17 take getters, not records. */
    private static final class Snapshot implements Figures {
        private final Cast cast;

        Snapshot(Cast cast) {
            this.cast = cast;
        }

        @Override
        public String getTarget() {
            return cast.request().target().toString();
        }

        @Override
        public String getState() {
            return cast.state().name();
        }

        @Override
        public String getDetail() {
            return cast.detail();
        }

        @Override
        public String getEncoder() {
            return cast.encoder();
        }

        @Override
        public String getSource() {
            return cast.source();
        }

        @Override
        public Map<String, Double> getFigures() {
            Map<String, Double> figures = new LinkedHashMap<>();
            for (Metric metric : Metric.ALL) {
                if (!metric.equals(Metric.ALL.get(0))) {
                    metric.samples()
                            .forEach(sample -> figures.put(
                                    sample.labels().isEmpty()
                                            ? metric.name()
                                            : metric.name() + "{" + sample.labels() + "}",
                                    sample.value().applyAsDouble(cast)));
                }
            }
            return figures;
        }
    }
}
