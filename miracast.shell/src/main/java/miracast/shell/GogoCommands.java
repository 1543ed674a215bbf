// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Offers the commands to Gogo, unless this bundle is wired to Karaf's shell: that one takes Gogo's commands too, and would then
 * have each of them twice, once without completion. By hand, since no reference can be to the absence of something. Bound and
 * unbound on any thread.
 */
@Component(
        service = {},
        immediate = true)
public final class GogoCommands {
    private static final String KARAF_ACTION = "org.apache.karaf.shell.api.action.Action";

    private final BundleContext context;
    private final boolean karaf;
    private final Map<Commands, ServiceRegistration<?>> registrations = new ConcurrentHashMap<>();

    /** @param context of this bundle */
    @Activate
    public GogoCommands(BundleContext context) {
        this.context = context;
        karaf = isWiredToKaraf();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCommands(Commands commands) {
        if (!karaf) {
            registrations.put(
                    commands,
                    context.registerService(
                            Object.class,
                            commands,
                            new Hashtable<>(Map.of(
                                    CommandProcessor.COMMAND_SCOPE,
                                    commands.scope(),
                                    CommandProcessor.COMMAND_FUNCTION,
                                    functions(commands)))));
        }
    }

    void unbindCommands(Commands commands) {
        ServiceRegistration<?> registration = registrations.remove(commands);
        if (registration != null) {
            registration.unregister();
        }
    }

    static String[] functions(Commands commands) {
        return Arrays.stream(commands.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(Descriptor.class))
                .map(method -> method.getName())
                .distinct()
                .sorted()
                .toArray(String[]::new);
    }

    private static boolean isWiredToKaraf() {
        try {
            Class.forName(KARAF_ACTION, false, GogoCommands.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException plainGogo) {
            return false;
        }
    }
}
