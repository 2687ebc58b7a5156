package org.xiangqiao.server.openapi;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;

/**
 * {@code /fhir/swagger-ui/}: Swagger UI over our documents. Everything comes from this server; its
 * policy lets the page load and call nothing else.
 */
final class BrowsePageServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final String JAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final Map<String, String> FROM_JAR =
      Map.of(
          "/swagger-ui-bundle.js", "text/javascript;charset=UTF-8",
          "/swagger-ui-standalone-preset.js", "text/javascript;charset=UTF-8",
          "/swagger-ui.css", "text/css;charset=UTF-8",
          "/favicon-32x32.png", "image/png");

  private final transient OpenApiDocuments documents;
  private final transient OperationOutcomes outcomes;

  BrowsePageServlet(OpenApiDocuments documents, OperationOutcomes outcomes) {
    this.documents = documents;
    this.outcomes = outcomes;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String file = request.getPathInfo();
    if (file == null) {
      response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
      response.setHeader("Location", "swagger-ui/");
    } else if (file.equals("/") || file.equals("/index.html")) {
      String page = new String(own("/index.html"), StandardCharsets.UTF_8);
      byte[] filled =
          page.replace("${types}", String.join(",", documents.types()))
              .getBytes(StandardCharsets.UTF_8);
      response.setHeader("Content-Security-Policy", POLICY);
      write(response, "text/html;charset=UTF-8", filled);
    } else if (file.equals("/page.js")) {
      write(response, "text/javascript;charset=UTF-8", own(file));
    } else if (FROM_JAR.containsKey(file)) {
      response.setHeader("Cache-Control", "public, max-age=86400");
      write(response, FROM_JAR.get(file), read(webjar() + file));
    } else {
      outcomes.write(request, response, RestFaults.ofStatus(404));
    }
  }

  private static void write(HttpServletResponse response, String type, byte[] content)
      throws IOException {
    response.setContentType(type);
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }

  private static byte[] own(String file) throws IOException {
    return read("/org/xiangqiao/server/openapi" + file);
  }

  /** The folder bears the version of the jar, which says itself which it is. */
  private static String webjar() throws IOException {
    Properties jar = new Properties();
    try (InputStream stream = BrowsePageServlet.class.getResourceAsStream(JAR)) {
      jar.load(stream);
    }
    return "/META-INF/resources/webjars/swagger-ui/" + jar.getProperty("version");
  }

  private static byte[] read(String resource) throws IOException {
    try (InputStream stream = BrowsePageServlet.class.getResourceAsStream(resource)) {
      return stream.readAllBytes();
    }
  }
}
