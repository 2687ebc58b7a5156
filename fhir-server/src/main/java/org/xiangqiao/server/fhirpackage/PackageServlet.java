package org.xiangqiao.server.fhirpackage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;

/**
 * Gives the shipped package to whoever has a token, as a registry of NPM does: {@code
 * /packages/<name>} lists the version, {@code /packages/<name>/<version>} is the {@code .tgz}.
 */
final class PackageServlet extends HttpServlet {

  static final String PATH = "/packages/";

  private static final long serialVersionUID = 1L;

  private final transient Supplier<FhirPackage> shipped;
  private final transient PublicAddress address;
  private final transient OperationOutcomes outcomes;
  private final transient ObjectMapper json;

  PackageServlet(
      Supplier<FhirPackage> shipped,
      PublicAddress address,
      OperationOutcomes outcomes,
      ObjectMapper json) {
    this.shipped = shipped;
    this.address = address;
    this.outcomes = outcomes;
    this.json = json;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FhirPackage offered = shipped.get();
    String asked = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
    if (asked.equals(offered.name())) {
      send(response, "application/json;charset=UTF-8", json.writeValueAsBytes(list(request)));
    } else if (asked.equals(offered.name() + "/" + offered.version())) {
      response.setHeader("ETag", "\"" + offered.sha256() + "\"");
      response.setHeader(
          "Content-Disposition",
          "attachment; filename=\"" + offered.name() + "-" + offered.version() + ".tgz\"");
      send(response, "application/gzip", offered.tgz());
    } else {
      outcomes.write(request, response, RestFaults.ofStatus(404));
    }
  }

  private static void send(HttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private ObjectNode list(HttpServletRequest request) {
    FhirPackage offered = shipped.get();
    ObjectNode list = json.createObjectNode();
    list.put("_id", offered.name());
    list.put("name", offered.name());
    list.put("description", offered.manifest().path("description").asText());
    list.putObject("dist-tags").put("latest", offered.version());
    ObjectNode version = list.putObject("versions").putObject(offered.version());
    version.setAll((ObjectNode) offered.manifest().deepCopy());
    version
        .putObject("dist")
        .put("shasum", offered.sha1())
        .put("tarball", address.root(request) + PATH + offered.name() + "/" + offered.version());
    return list;
  }
}
