// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import miracast.api.frames.FrameSourceException;

/** The options of a request, checked. Those named {@code ffmpeg.NAME} go to FFmpeg's demuxer and protocol as they are. */
final class Options {
    private static final String PASSED_ON = "ffmpeg.";

    private final String what;
    private final Map<String, String> values;

    /**
     * @param what source and location, for messages
     * @throws FrameSourceException if the request has an option that is not among the known ones
     */
    Options(String what, Map<String, String> wished, Set<String> known) throws FrameSourceException {
        this.what = what;
        values = wished;
        for (String name : new TreeSet<>(values.keySet())) {
            if (!known.contains(name) && !name.startsWith(PASSED_ON)) {
                throw new FrameSourceException(what + ": option " + name + " is unknown; there are "
                        + new TreeSet<>(known) + " and " + PASSED_ON + "NAME");
            }
        }
    }

    String text(String name, String unlessSaid) {
        return values.getOrDefault(name, unlessSaid);
    }

    boolean flag(String name, boolean unlessSaid) throws FrameSourceException {
        String value = values.get(name);
        if (value == null) {
            return unlessSaid;
        }
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return value.equalsIgnoreCase("true");
        }
        throw refused(name, value, "true or false");
    }

    /** A number of seconds, in ns. */
    long seconds(String name, double least, double most, double unlessSaid) throws FrameSourceException {
        String value = values.get(name);
        double seconds = unlessSaid;
        if (value != null) {
            try {
                seconds = Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw refused(name, value, "a number of seconds");
            }
        }
        if (!(seconds >= least && seconds <= most)) {
            throw refused(name, value, "in " + least + " to " + most + " seconds");
        }
        return Math.round(seconds * 1e9);
    }

    /** What goes to FFmpeg. */
    Map<String, String> passedOn() {
        Map<String, String> passed = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(PASSED_ON)) {
                passed.put(name.substring(PASSED_ON.length()), value);
            }
        });
        return passed;
    }

    FrameSourceException refused(String name, String value, String wanted) {
        return new FrameSourceException(what + ": option " + name + " '" + value + "' is not " + wanted);
    }
}
