// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.DoctorCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "miracast", name = "doctor", description = "Checks everything that a cast needs, and says what to do")
public final class Doctor extends MiracastAction {
    @Reference
    private DoctorCommand commands;

    @Option(name = "-j", aliases = "--json", description = "For programs")
    private boolean json;

    @Override
    Object run() throws Exception {
        return commands.doctor(json);
    }
}
