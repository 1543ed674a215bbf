// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import wfd.api.DisplayRole;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;
import wfd.api.WfdHandle;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectProvider;

/** Where devices are configured, and the provider that then knows them, one at a time. */
final class FakeDevices implements ConfigurationAdmin, WifiDirect {
    private volatile List<WfdDevice> devices = List.of();

    FakeDevices(Parts parts) {
        parts.wifiDirects = List.of(Map.entry(Map.of(WifiDirectProvider.NAME, "fake"), this));
    }

    private static UnsupportedOperationException notAsked() {
        return new UnsupportedOperationException("no command asks for this");
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name, String location) {
        InvocationHandler configuration = (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "update" -> {
                    Dictionary<?, ?> fields = (Dictionary<?, ?>) arguments[0];
                    devices = List.of(new WfdDevice(
                            MacAddress.parse((String) fields.get("address")),
                            (String) fields.get("name"),
                            true,
                            true,
                            DisplayRole.PRIMARY_SINK,
                            7236,
                            true,
                            0));
                }
                case "delete" -> devices = List.of();
                default -> throw notAsked();
            }
            return null;
        };
        return (Configuration) Proxy.newProxyInstance(
                Configuration.class.getClassLoader(), new Class<?>[] {Configuration.class}, configuration);
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name) {
        throw notAsked();
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid) {
        throw notAsked();
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid, String location) {
        throw notAsked();
    }

    @Override
    public Configuration getConfiguration(String pid, String location) {
        throw notAsked();
    }

    @Override
    public Configuration getConfiguration(String pid) {
        throw notAsked();
    }

    @Override
    public Configuration[] listConfigurations(String filter) {
        throw notAsked();
    }

    @Override
    public WfdHandle open(int version) {
        throw notAsked();
    }

    @Override
    public List<WfdDevice> devices() {
        return devices;
    }

    @Override
    public void updateVisibility(MacAddress device) {}
}
