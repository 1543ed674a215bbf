// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The Session header.
 *
 * @param id opaque; ours are decimal numbers of 8 or 9 digits, which every known sink takes
 * @param timeoutS seconds until a silent session ends, 0 if not told; sent in the reply to SETUP only
 */
public record SessionHeader(String id, int timeoutS) {
    private static final int LEAST_ID = 10_000_000;
    private static final int MOST_ID = 999_999_999;
    private static final int MAX_LENGTH = 256;
    private static final int MAX_TIMEOUT_S = 86_400;

    /** @throws IllegalArgumentException if the id is not 1 to 256 visible characters, or the time-out negative */
    public SessionHeader {
        if (id.isEmpty() || id.length() > MAX_LENGTH || id.chars().anyMatch(c -> c <= ' ' || c >= 0x7F || c == ';')) {
            throw new IllegalArgumentException("session id " + Quoted.of(id) + " is not 1 to 256 visible characters");
        }
        if (timeoutS < 0) {
            throw new IllegalArgumentException("timeoutS " + timeoutS + " is negative");
        }
    }

    /** A new session's header. */
    public static SessionHeader random(RandomGenerator random, int timeoutS) {
        return new SessionHeader(String.valueOf(random.nextInt(LEAST_ID, MOST_ID + 1)), timeoutS);
    }

    /** Reads a header; a timeout that is no number counts as not told. Empty if there is no id. */
    public static Optional<SessionHeader> parse(String value) {
        String[] parts = value.split(";", -1);
        String id = parts[0].strip();
        if (id.isEmpty() || id.length() > MAX_LENGTH || id.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
            return Optional.empty();
        }
        int timeoutS = 0;
        for (int i = 1; i < parts.length; i++) {
            String part = Fields.lower(parts[i].strip());
            if (part.matches("timeout\\s*=\\s*[0-9]{1,9}")) {
                timeoutS =
                        Integer.parseInt(part.substring(part.indexOf('=') + 1).strip());
            }
        }
        return Optional.of(new SessionHeader(id, Math.min(timeoutS, MAX_TIMEOUT_S)));
    }

    /** The header as sent. */
    @Override
    public String toString() {
        return timeoutS == 0 ? id : id + ";timeout=" + timeoutS;
    }
}
