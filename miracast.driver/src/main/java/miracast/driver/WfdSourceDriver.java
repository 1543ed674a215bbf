// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.driver.Driver;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastContext;
import miracast.api.driver.MiracastDriver;
import miracast.api.protection.ContentProtection;
import miracast.driver.session.SessionSettings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The Wi-Fi Display source: one object per cast. Create, close, start and stop of its contexts run one at a time, whoever calls
 * them; a second call waits for the first.
 */
@Component(service = MiracastDriver.class, scope = ServiceScope.PROTOTYPE)
@Driver(name = WfdSourceDriver.NAME, version = WfdSourceDriver.VERSION)
public final class WfdSourceDriver implements MiracastDriver {
    static final String NAME = "wfd-source";
    static final String VERSION = "0.1.0";

    private final LifeCycle lifeCycle;
    private final Set<SourceContext> contexts = ConcurrentHashMap.newKeySet();
    private final Supplier<SessionSettings> settings;
    private volatile ContentProtection protection;
    private volatile boolean closed;

    /** @param settings what holds when a session begins; it goes on as it began */
    @Activate
    public WfdSourceDriver(@Reference RtspLoop loop, @Reference LiveSettings settings) {
        this(loop, settings.configured()::settings);
    }

    /** For tests, whose times are shorter than any that an operator may set. */
    WfdSourceDriver(RtspLoop loop, Supplier<SessionSettings> settings) {
        this.lifeCycle = new LifeCycle(loop.loop());
        this.settings = settings;
    }

    /** Holds from the next session on. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProtection(ContentProtection service) {
        protection = service;
    }

    /** What is encrypted with its keys cannot go on. */
    void unbindProtection(ContentProtection service) {
        if (protection == service) {
            protection = null;
        }
        contexts.forEach(context -> context.protectionGone(service));
    }

    @Override
    public MiracastContext createContext(MiracastCallbacks callbacks) throws MiracastException {
        lifeCycle.begin("createContext");
        try {
            if (closed) {
                throw new MiracastException(NtStatus.STATUS_NOT_FOUND, "driver " + NAME + " has gone");
            }
            SourceContext context =
                    new SourceContext(lifeCycle, settings, () -> protection, callbacks, contexts::remove);
            contexts.add(context);
            return context;
        } finally {
            lifeCycle.end();
        }
    }

    /** The driver goes: what runs is ended, and a start that is under way fails first, so that nobody waits for a display. */
    @Deactivate
    void close() {
        closed = true;
        contexts.forEach(SourceContext::cancelStart);
        contexts.forEach(SourceContext::close);
    }
}
