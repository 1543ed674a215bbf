// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The page for Prometheus, where the servlet API is Jakarta's (Felix HTTP 5, HTTP Whiteboard 2). Loaded only when the HTTP Whiteboard asks for it. */
final class JakartaMetricsPage extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient RunningCasts casts;

    /** @param casts what is shown */
    JakartaMetricsPage(RunningCasts casts) {
        this.casts = casts;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(PrometheusText.MEDIA_TYPE);
        response.getWriter().write(PrometheusText.of(casts.list()));
    }
}
