// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import java.io.IOException;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The page for Prometheus, where the servlet API is that of before Jakarta (Karaf 4.4, HTTP Whiteboard 1.1). Loaded only when the HTTP Whiteboard asks for it. */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=/miracast/metrics")
public final class JavaxMetricsPage extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient RunningCasts casts;

    /** @param casts what is shown */
    @Activate
    public JavaxMetricsPage(@Reference RunningCasts casts) {
        this.casts = casts;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(PrometheusText.MEDIA_TYPE);
        response.getWriter().write(PrometheusText.of(casts.list()));
    }
}
