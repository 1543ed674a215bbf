// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * What Netty's decoder puts headers into. Sinks exist that put a blank between name and colon; here it goes, so that even
 * Netty's own look for Content-Length finds what it needs. A repeated name keeps its first value, and one without a value is
 * left out. Bounded in number and length.
 */
final class LenientHeaders extends DefaultHttpHeaders {
    private final int maxHeaders;
    private final int maxLength;
    private int count;

    LenientHeaders(int maxHeaders, int maxLength) {
        super(name -> {}, value -> {});
        this.maxHeaders = maxHeaders;
        this.maxLength = maxLength;
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        return add(name.toString(), value);
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        count++;
        if (count > maxHeaders) {
            throw new TooLongFrameException("more than " + maxHeaders + " headers");
        }
        String tidy = name.strip();
        if (name.length() + value.toString().length() > maxLength) {
            throw new TooLongFrameException(
                    "header '" + Excerpt.of(tidy) + "' is longer than " + maxLength + " octets");
        }
        return contains(tidy) || value.toString().isBlank() ? this : super.add(tidy, value);
    }
}
