// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The page for Prometheus, where the servlet API is that of before Jakarta (Karaf 4.4, HTTP Whiteboard 1.1). Loaded only when the
 * HTTP Whiteboard asks for it. Where one knows both APIs (Felix HTTP with Jetty 12), one page shadows the other, which is the same.
 */
final class JavaxMetricsPage extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient RunningCasts casts;

    /** @param casts what is shown */
    JavaxMetricsPage(RunningCasts casts) {
        this.casts = casts;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(PrometheusText.MEDIA_TYPE);
        response.getWriter().write(PrometheusText.of(casts.list()));
    }
}
