// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import wfd.api.MacAddress;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;

/** A running provider for one test. */
class SimTestCase {
    static final MacAddress DEVICE = MacAddress.parse("02:00:00:00:79:01");
    static final MacAddress OTHER = MacAddress.parse("02:00:00:00:79:02");

    final SimWifiDirect provider = Configured.provider(Map.of());

    @AfterEach
    void stopProvider() {
        provider.deactivate();
    }

    SimDevice add(MacAddress address, Map<String, ?> values) {
        SimDevice device = Configured.device(address.toString(), values);
        provider.addDevice(device);
        return device;
    }

    void configure(SimDevice device, MacAddress address, Map<String, ?> values) {
        device.modified(Configured.deviceConfig(address.toString(), values));
        provider.deviceChanged(device);
    }

    WfdSession openSession(MacAddress device) throws Exception {
        return openSession(provider.open(), device);
    }

    WfdSession openSession(WfdHandle handle, MacAddress device) throws Exception {
        WfdSession session = handle.startOpenSession(device);
        result(session.opened());
        return session;
    }

    static <T> T result(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, SECONDS);
    }

    static WfdException failure(CompletionStage<?> stage) throws Exception {
        return (WfdException) result(stage.handle((value, thrown) -> thrown));
    }
}
