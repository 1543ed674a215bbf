// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import miracast.driver.RawSink;

/** How an odd display writes: changes to each of its messages, for {@link RawSink#speak}. Content-Length stays right. */
final class Dialect {
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("(?i)(content-length:)[^\r\n]*");

    private Dialect() {}

    /** Changes start line and headers; each line has its end. */
    static UnaryOperator<String> head(UnaryOperator<String> change) {
        return message -> {
            int end = message.indexOf(END_OF_HEAD) + 2;
            return change.apply(message.substring(0, end)) + message.substring(end);
        };
    }

    /** Changes the body, if there is one. */
    static UnaryOperator<String> body(UnaryOperator<String> change) {
        return message -> {
            int end = message.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
            if (end == message.length()) {
                return message;
            }
            String body = change.apply(message.substring(end));
            return withLength(message.substring(0, end), body.length()) + body;
        };
    }

    private static String withLength(String head, int length) {
        Matcher header = LENGTH.matcher(head);
        return header.replaceFirst("$1 " + length);
    }

    /** Changes replies alone. */
    static UnaryOperator<String> replies(UnaryOperator<String> change) {
        return message -> message.startsWith("RTSP/") ? change.apply(message) : message;
    }

    /** Changes requests alone. */
    static UnaryOperator<String> requests(UnaryOperator<String> change) {
        return message -> message.startsWith("RTSP/") ? message : change.apply(message);
    }
}
