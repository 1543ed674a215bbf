// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Ctrl-C does while it is open: it interrupts what is under way, and ends the process, as ever, where nothing is or the interrupt
 * was of no avail. By reflection on {@code sun.misc.Signal}, which every JDK has, but compilers warn of; where it cannot be had,
 * Ctrl-C ends the process. The key's thread and that of the work meet in this object's lock.
 */
final class InterruptKey implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InterruptKey.class);

    private Runnable underWay;
    private boolean pressed;
    private Object signal;
    private Object before;
    private Object handler;
    private Method handle;

    /** Takes the key over. */
    static InterruptKey open() {
        InterruptKey key = new InterruptKey();
        try {
            ClassLoader loader = ClassLoader.getSystemClassLoader();
            Class<?> signals = Class.forName("sun.misc.Signal", true, loader);
            Class<?> handlers = Class.forName("sun.misc.SignalHandler", true, loader);
            key.handle = signals.getMethod("handle", signals, handlers);
            key.signal = signals.getConstructor(String.class).newInstance("INT");
            key.handler = Proxy.newProxyInstance(loader, new Class<?>[] {handlers}, (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == Object.class) {
                    return method.getName().equals("equals")
                            ? (Object) (proxy == arguments[0])
                            : method.getName().equals("hashCode") ? (Object) System.identityHashCode(proxy) : "Ctrl-C";
                }
                if (!key.pressed()) {
                    handlers.getMethod("handle", signals).invoke(key.before, arguments);
                }
                return null;
            });
            key.before = key.handle.invoke(null, key.signal, key.handler);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("Ctrl-C ends the shell, and not only its commands", e);
            key.signal = null;
        }
        return key;
    }

    /**
     * Something is under way from now on.
     *
     * @param interruption ends it; run on the key's thread
     */
    synchronized void begin(Runnable interruption) {
        underWay = interruption;
        pressed = false;
        take();
    }

    /** Again: JLine has it while a line is edited, and leaves it to the system then. */
    private void take() {
        if (signal != null) {
            try {
                handle.invoke(null, signal, handler);
            } catch (IllegalAccessException | InvocationTargetException e) {
                LOG.debug("Ctrl-C ends the shell, and not only this command", e);
            }
        }
    }

    /** It no longer is. */
    synchronized void end() {
        underWay = null;
    }

    /** The key was pressed; false if nothing is under way, or the key was of no avail before. Any thread. */
    synchronized boolean pressed() {
        if (underWay == null || pressed) {
            return false;
        }
        pressed = true;
        underWay.run();
        return true;
    }

    /** Whether what is, or was, under way was interrupted by the key. */
    synchronized boolean wasPressed() {
        return pressed;
    }

    @Override
    public void close() {
        if (signal != null) {
            try {
                handle.invoke(null, signal, before);
            } catch (IllegalAccessException | InvocationTargetException e) {
                LOG.warn("Ctrl-C stays with a shell that has ended", e);
            }
        }
    }
}
