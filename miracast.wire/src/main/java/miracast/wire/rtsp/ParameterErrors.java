// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The body of a reply with status 303: which parameters failed, and why, {@code wfd_audio_codecs: 415, 457}.
 *
 * @param codes name of the parameter to its codes, in their order
 */
public record ParameterErrors(Map<String, List<Integer>> codes) {
    /** The map is copied, and keeps its order. */
    public ParameterErrors {
        Map<String, List<Integer>> copy = new LinkedHashMap<>();
        codes.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        codes = Collections.unmodifiableMap(copy);
    }

    /** The failures of several parameters. */
    public static ParameterErrors of(List<ParameterException> failures) {
        Map<String, List<Integer>> codes = new LinkedHashMap<>();
        failures.forEach(failure -> codes.computeIfAbsent(failure.parameter(), name -> new ArrayList<>())
                .add(failure.code()));
        return new ParameterErrors(codes);
    }

    /** Reads a body; parts of it that are no codes of three digits are left out. */
    public static ParameterErrors of(Parameters body) {
        Map<String, List<Integer>> codes = new LinkedHashMap<>();
        for (Parameters.Entry entry : body.entries()) {
            List<Integer> list = new ArrayList<>();
            for (String code : entry.value().split("[,\\s]+")) {
                if (code.matches("[0-9]{3}")) {
                    list.add(Integer.valueOf(code));
                }
            }
            codes.put(entry.name(), list);
        }
        return new ParameterErrors(codes);
    }

    /** Whether a parameter failed. */
    public boolean names(String parameter) {
        return codes.keySet().stream().anyMatch(parameter::equalsIgnoreCase);
    }

    /** The body to send. */
    public Parameters body() {
        Parameters.Builder body = Parameters.builder();
        codes.forEach((name, list) ->
                body.add(name, list.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        return body.build();
    }
}
