// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.WfdException;

/**
 * Follows the device nodes of paired Wi-Fi Direct devices. The system tells what is there, and from then on what comes, changes and
 * goes; nothing is polled. Everything is handed on in the order in which it came.
 */
final class DeviceNodes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceNodes.class);
    /** An information element has 255 octets, and a device announces some of them. */
    private static final int LARGEST_VALUE = 64 * 1024;

    /** Takes what is told, on one thread after the other. */
    interface Follower {
        /** A node is there, or some of its properties have other values. */
        void changed(String id, Map<NodeProperty, byte[]> changes);

        /** A node is gone. */
        void removed(String id);
    }

    private final WindowsSystem windows;
    private final WindowsThreads threads;
    private final Follower follower;
    private final DevQuery.DEV_QUERY_RESULT_CALLBACK callback = this::told;
    private final CountDownLatch enumerated = new CountDownLatch(1);
    private final Memory keys = keys();
    private final Memory filter = filter();
    private Pointer query;

    DeviceNodes(WindowsSystem windows, WindowsThreads threads, Follower follower) {
        this.windows = windows;
        this.threads = threads;
        this.follower = follower;
        Native.setCallbackThreadInitializer(callback, new CallbackThreadInitializer(true, true, "device nodes"));
    }

    /** Asks for all keys of {@link NodeProperty}, one behind the other. */
    private static Memory keys() {
        NodeProperty[] properties = NodeProperty.values();
        int size = new DevQuery.DEVPROPCOMPKEY().size();
        Memory memory = new Memory((long) size * properties.length);
        memory.clear();
        for (int i = 0; i < properties.length; i++) {
            DevQuery.DEVPROPCOMPKEY key =
                    Structure.newInstance(DevQuery.DEVPROPCOMPKEY.class, memory.share((long) i * size, size));
            properties[i].put(key.Key);
            key.Store = DevQuery.DEVPROP_STORE_SYSTEM;
            key.write();
        }
        return memory;
    }

    /** Nodes that have a Wi-Fi Direct device address, whatever its value. */
    private static Memory filter() {
        DevQuery.DEVPROP_FILTER_EXPRESSION expression = new DevQuery.DEVPROP_FILTER_EXPRESSION();
        Memory memory = new Memory(expression.size());
        memory.clear();
        expression = Structure.newInstance(DevQuery.DEVPROP_FILTER_EXPRESSION.class, memory);
        expression.Operator = DevQuery.DEVPROP_OPERATOR_EXISTS;
        NodeProperty.DEVICE_ADDRESS.put(expression.Property.CompKey.Key);
        expression.Property.CompKey.Store = DevQuery.DEVPROP_STORE_SYSTEM;
        expression.write();
        return memory;
    }

    /** Begins to follow, and waits a while for what is there already. */
    void open(long patienceMs) throws WfdException, InterruptedException {
        PointerByReference handle = new PointerByReference();
        int result = windows.devices()
                .DevCreateObjectQuery(
                        DevQuery.DevObjectTypeDevice,
                        DevQuery.DevQueryFlagUpdateResults,
                        NodeProperty.values().length,
                        keys,
                        1,
                        filter,
                        callback,
                        null,
                        handle);
        if (result < 0) throw windows.failure("DevCreateObjectQuery", result, 0);
        query = handle.getValue();
        if (!enumerated.await(patienceMs, TimeUnit.MILLISECONDS))
            LOG.info("The paired Wi-Fi Direct devices were not listed within {} ms; they follow", patienceMs);
    }

    /** On a thread of the system: copies and leaves. */
    private void told(Pointer handle, Pointer context, Pointer action) {
        try {
            DevQuery.DEV_QUERY_RESULT_ACTION_DATA data = new DevQuery.DEV_QUERY_RESULT_ACTION_DATA(action);
            if (data.Action == DevQuery.DevQueryResultStateChange) stateChanged(data.DeviceObject.ObjectType);
            else {
                String id = Utf16.at(data.DeviceObject.pszObjectId);
                if (data.Action == DevQuery.DevQueryResultRemove) threads.executeInOrder(() -> follower.removed(id));
                else {
                    Map<NodeProperty, byte[]> values =
                            values(data.DeviceObject.pProperties, data.DeviceObject.cPropertyCount);
                    threads.executeInOrder(() -> follower.changed(id, values));
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.error("What the system told about a device node was lost", e);
        }
    }

    private void stateChanged(int state) {
        if (state == DevQuery.DevQueryStateEnumCompleted) threads.executeInOrder(enumerated::countDown);
        else if (state == DevQuery.DevQueryStateAborted)
            LOG.error("Windows has stopped telling about device nodes; restart bundle wfd.windows to hear again");
    }

    private static Map<NodeProperty, byte[]> values(Pointer properties, int count) {
        Map<NodeProperty, byte[]> values = new EnumMap<>(NodeProperty.class);
        int size = new DevQuery.DEVPROPERTY().size();
        for (int i = 0; i < count; i++) {
            DevQuery.DEVPROPERTY property = new DevQuery.DEVPROPERTY(properties.share((long) i * size));
            property.read();
            NodeProperty key = NodeProperty.of(property.CompKey.Key);
            if (key == null || property.BufferSize < 0 || property.BufferSize > LARGEST_VALUE) continue;
            boolean there = property.Type != DevQuery.DEVPROP_TYPE_EMPTY && property.Buffer != null;
            values.put(key, there ? property.Buffer.getByteArray(0, property.BufferSize) : null);
        }
        return values;
    }

    /** The properties of one node as they are now, told in order like everything else; returns when they have been. */
    void refresh(String id) throws WfdException, InterruptedException {
        IntByReference count = new IntByReference();
        PointerByReference properties = new PointerByReference();
        int result = windows.devices()
                .DevGetObjectProperties(
                        DevQuery.DevObjectTypeDevice,
                        Utf16.octets(id),
                        0,
                        NodeProperty.values().length,
                        keys,
                        count,
                        properties);
        if (result < 0) throw windows.failure("DevGetObjectProperties " + id, result, 0);
        Map<NodeProperty, byte[]> values;
        try {
            values = values(properties.getValue(), count.getValue());
        } finally {
            windows.devices().DevFreeObjectProperties(count.getValue(), properties.getValue());
        }
        CountDownLatch told = new CountDownLatch(1);
        threads.executeInOrder(() -> {
            follower.changed(id, values);
            told.countDown();
        });
        told.await();
    }

    /** Waits until the system is silent. */
    @Override
    public void close() {
        if (query != null) windows.devices().DevCloseObjectQuery(query);
        query = null;
        keys.close();
        filter.close();
        // Windows has promised not to call any more; it must not be collected before that.
        java.lang.ref.Reference.reachabilityFence(callback);
    }
}
