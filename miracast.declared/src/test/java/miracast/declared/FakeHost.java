// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.EndedCast;

/** A host whose casts do nothing but write down what is done to them. They end when a test says so. */
final class FakeHost implements CastService {
    final List<FakeCast> begun = new ArrayList<>();
    RuntimeException refusal;

    static final class FakeCast {
        final List<CastRequest> changes = new ArrayList<>();
        final CompletableFuture<CastEnd> ended = new CompletableFuture<>();
        CastRequest request;
        boolean stopped;
        RuntimeException refusal;

        private final Cast cast = (Cast) Proxy.newProxyInstance(
                Cast.class.getClassLoader(),
                new Class<?>[] {Cast.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "id" -> request.id().orElseThrow();
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> "cast " + request.id().orElseThrow();
                    case "request" -> request;
                    case "detail" -> "playing on TV";
                    case "ended" -> ended;
                    case "stop" -> stop();
                    case "change" -> change((CastRequest) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });

        private Object stop() {
            stopped = true;
            return null;
        }

        private Object change(CastRequest next) {
            if (refusal != null) {
                throw refusal;
            }
            changes.add(next);
            request = next;
            return null;
        }

        Cast cast() {
            return cast;
        }

        void end(CastEnd.Cause cause) {
            ended.complete(new CastEnd(cause, NtStatus.STATUS_SUCCESS, "over"));
        }
    }

    @Override
    public Cast cast(CastRequest request) {
        if (refusal != null) {
            throw refusal;
        }
        FakeCast cast = new FakeCast();
        cast.request = request;
        begun.add(cast);
        return cast.cast();
    }

    FakeCast only() {
        if (begun.size() != 1) {
            throw new AssertionError(begun.size() + " casts have begun");
        }
        return begun.get(0);
    }

    FakeCast last() {
        return begun.get(begun.size() - 1);
    }

    @Override
    public List<Cast> casts() {
        return begun.stream().map(FakeCast::cast).toList();
    }

    @Override
    public Optional<Cast> cast(String id) {
        return casts().stream().filter(cast -> cast.id().equals(id)).findFirst();
    }

    @Override
    public List<EndedCast> ended() {
        return List.of();
    }
}
