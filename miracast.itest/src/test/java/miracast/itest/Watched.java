// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import miracast.api.audio.AudioStream;
import miracast.api.driver.MiracastContext;
import miracast.api.encoder.AudioEncoderSession;
import miracast.api.encoder.EncoderSession;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.FrameStream;
import miracast.api.sink.SinkSession;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;

/**
 * A service that is lent out and taken back: wraps the real one, and all that comes of it. After {@link #invalidate()} each call
 * throws and is written down, and so is a call that was still under way at that moment. Thread-safe.
 */
final class Watched {
    /** What a service gives out that must not be used after the service either. */
    private static final List<Class<?>> DERIVED = List.of(
            EncoderSession.class,
            AudioEncoderSession.class,
            AudioStream.class,
            FrameStream.class,
            FrameConverter.Conversion.class,
            MiracastContext.class,
            WfdHandle.class,
            WfdSession.class,
            SinkSession.class);

    private final List<String> stale;
    private final List<String> locked;
    private final Runnable outside;
    private final AtomicLong calls = new AtomicLong();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Method> visited = ConcurrentHashMap.newKeySet();
    private final Set<String> sites = ConcurrentHashMap.newKeySet();
    private volatile boolean gone;

    /**
     * @param stale takes what was done to the service after its end
     * @param locked takes which locks of ours were held by whom at a call, looked at once for each place that calls
     * @param outside done once during the first call of each method
     */
    Watched(List<String> stale, List<String> locked, Runnable outside) {
        this.stale = stale;
        this.locked = locked;
        this.outside = outside;
    }

    <S> S wrap(Class<S> type, S service) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Handler(type, service)));
    }

    /** Calls until now. */
    long calls() {
        return calls.get();
    }

    /** From now on nobody may call. */
    void invalidate() {
        gone = true;
        underWay.forEach(call -> stale.add(call + " is still under way after its service went"));
    }

    private final class Handler implements InvocationHandler {
        private final Class<?> type;
        private final Object service;

        Handler(Class<?> type, Object service) {
            this.type = type;
            this.service = service;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "watched " + service;
                };
            }
            String call = type.getSimpleName() + "." + method.getName() + " on "
                    + Thread.currentThread().getName() + " " + calls.incrementAndGet();
            if (gone) {
                stale.add(call + " after its service went: " + callers());
                throw new IllegalStateException(call + " after its service went");
            }
            underWay.add(call);
            try {
                if (visited.add(method)) {
                    outside.run();
                }
                if (sites.add(method.getName() + caller())) {
                    HeldLocks.ofThisThread().forEach(lock -> locked.add(call + " with " + lock + ":" + callers()));
                }
                return derived(method.invoke(service, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                underWay.remove(call);
            }
        }

        private Object derived(Object result) {
            for (Class<?> each : DERIVED) {
                if (each.isInstance(result)) {
                    return Proxy.newProxyInstance(
                            each.getClassLoader(), new Class<?>[] {each}, new Handler(each, result));
                }
            }
            return result;
        }

        /** Which place of ours the call comes from. */
        private static String caller() {
            return StackWalker.getInstance()
                    .walk(frames -> frames.filter(frame -> HeldLocks.isOurs(frame.getClassName()))
                            .findFirst()
                            .map(frame -> frame.getClassName() + ":" + frame.getLineNumber())
                            .orElse(""));
        }

        private static String callers() {
            StringBuilder callers = new StringBuilder();
            for (StackTraceElement element : new Throwable().getStackTrace()) {
                if (HeldLocks.isOurs(element.getClassName())) {
                    callers.append(' ').append(element);
                }
            }
            return callers.toString();
        }
    }
}
