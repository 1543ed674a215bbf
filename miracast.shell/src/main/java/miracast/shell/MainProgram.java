// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The command line of {@code ./miracast}, as the main program of the framework that it is started in. A launcher (ours, or
 * bnd's) hands over the arguments as property {@code launcher.arguments} of a service, and runs this on its main thread. Enabled by
 * {@link OccasionalComponents}.
 */
@Component(enabled = false, service = Callable.class, property = "main.thread:Boolean=true")
public final class MainProgram implements Callable<Integer> {
    /** Framework property with the width of the window that stdout is; not set if it is none. */
    private static final String COLUMNS = "miracast.columns";

    private final String[] arguments;
    private final Environment environment;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile CommandProcessor processor;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Commands> commands = List.of();

    /**
     * @param launcher properties of the service that has the arguments
     * @param results where results go, if the launcher keeps standard output for them; null if it does not
     */
    @Activate
    public MainProgram(
            BundleContext context,
            @Reference(service = Object.class, target = "(launcher.arguments=*)") Map<String, Object> launcher,
            @Reference(target = "(launcher.stream=out)", cardinality = ReferenceCardinality.OPTIONAL)
                    PrintStream results,
            @Reference Parts parts,
            @Reference ConfigurationAdmin configurations) {
        arguments = ((String[]) launcher.get("launcher.arguments")).clone();
        environment = new Environment(
                parts,
                configurations,
                () -> processor,
                () -> commands,
                System.in,
                Objects.requireNonNullElse(results, System.out),
                System.err,
                Integer.parseInt(Objects.requireNonNullElse(context.getProperty(COLUMNS), "0")),
                Environment.Pace.USUAL);
    }

    @Override
    public Integer call() {
        return new CommandLineProgram(environment).execute(arguments);
    }
}
