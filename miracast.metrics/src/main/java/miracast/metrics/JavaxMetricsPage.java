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

/**
 * The page for Prometheus, where the servlet API is that of before Jakarta (Karaf 4.4, HTTP Whiteboard 1.1). Loaded only when the
 * HTTP Whiteboard asks for it. Where one knows both APIs (Felix HTTP with Jetty 12), one page shadows the other, which is the same.
 */
@Component(service = Servlet.class, configurationPid = MetricsPage.PID)
public final class JavaxMetricsPage extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient MetricsPage page;

    /**
     * @param casts what is shown
     * @param configuration where
     */
    @Activate
    public JavaxMetricsPage(@Reference RunningCasts casts, PageConfiguration configuration) {
        page = new MetricsPage(casts, configuration);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(PrometheusText.MEDIA_TYPE);
        response.getWriter().write(page.text());
    }
}
