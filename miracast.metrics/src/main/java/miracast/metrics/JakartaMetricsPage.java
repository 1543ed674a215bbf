// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The page for Prometheus, where the servlet API is Jakarta's (Felix HTTP 5, HTTP Whiteboard 2). Loaded only when the HTTP Whiteboard asks for it. */
@Component(service = Servlet.class, configurationPid = MetricsPage.PID)
@Designate(ocd = PageConfiguration.class)
public final class JakartaMetricsPage extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient MetricsPage page;

    /**
     * @param casts what is shown
     * @param configuration where
     */
    @Activate
    public JakartaMetricsPage(@Reference RunningCasts casts, PageConfiguration configuration) {
        page = new MetricsPage(casts, configuration);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(PrometheusText.MEDIA_TYPE);
        response.getWriter().write(page.text());
    }
}
