// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.PairCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "wfd", name = "pair", description = "Pairs a device, where its provider can")
public final class Pair extends MiracastAction {
    @Reference
    private PairCommand commands;

    @Option(name = "-p", aliases = "--pin", description = "The PIN that the device shows")
    private String pin;

    @Argument(index = 0, name = "device", description = "Address, see wfd:devices", required = true)
    @Completion(DeviceCompleter.class)
    private String device;

    @Override
    Object run() throws Exception {
        return commands.of(device, pin, this::say);
    }
}
