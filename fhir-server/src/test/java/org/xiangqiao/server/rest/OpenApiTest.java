package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.htmlunit.BrowserVersion;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlScript;
import org.junit.jupiter.api.Test;

/** The OpenAPI documents and the page to browse them. */
class OpenApiTest extends RestServerTest {

  @Test
  void theOverviewDescribesTheSystem() {
    Reply reply = open("/api-docs");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).startsWith("application/json");
    JsonNode document = reply.json();
    assertThat(document.get("openapi").asText()).startsWith("3.0");
    assertThat(document.at("/servers/0/url").asText()).isEqualTo(base());
    JsonNode paths = document.get("paths");
    assertThat(names(paths))
        .contains("/metadata", "/", "/_history", "/_search", "/$graphql")
        .noneMatch(path -> path.startsWith("/Patient"));
    assertThat(paths.at("/~1metadata/get/security")).isEmpty();
    assertThat(document.at("/components/securitySchemes/token/scheme").asText())
        .isEqualTo("bearer");
    assertThat(document.at("/security/0").has("token")).isTrue();
    assertThat(open("/api-docs").text()).isEqualTo(reply.text());
  }

  @Test
  void everyTypeHasADocumentThatAgreesWithTheCapabilityStatement() {
    for (JsonNode resource : get("/metadata").json().at("/rest/0/resource")) {
      String type = resource.get("type").asText();
      JsonNode document = open("/api-docs?type=" + type).json();
      List<String> parameters = new ArrayList<>();
      document
          .path("paths")
          .path("/" + type)
          .path("get")
          .path("parameters")
          .forEach(each -> parameters.add(each.get("name").asText()));
      resource
          .path("searchParam")
          .forEach(each -> assertThat(parameters).as(type).contains(each.get("name").asText()));
      assertThat(document.toString().length()).as(type).isLessThan(300_000);
      List<String> ids = document.findValuesAsText("operationId");
      assertThat(ids).as(type).doesNotHaveDuplicates().isNotEmpty();
    }
    JsonNode patient = open("/api-docs?type=Patient").json().get("paths");
    assertThat(names(patient))
        .contains(
            "/Patient",
            "/Patient/_search",
            "/Patient/{id}",
            "/Patient/{id}/_history",
            "/Patient/{id}/_history/{version}",
            "/Patient/_history",
            "/Patient/$validate",
            "/Patient/{id}/$validate",
            "/Patient/{id}/$graphql",
            "/Patient/{id}/$graph");
    assertThat(names(patient.get("/Patient"))).contains("get", "post", "put", "delete");
    assertThat(names(patient.get("/Patient/{id}"))).contains("get", "put", "patch", "delete");
    JsonNode audit = open("/api-docs?type=AuditEvent").json().get("paths");
    assertThat(names(audit)).contains("/AuditEvent", "/AuditEvent/{id}");
    assertThat(names(audit.get("/AuditEvent"))).doesNotContain("post");
    refusal(open("/api-docs?type=Nothing"), 404, "unknown-type");
  }

  @Test
  void thePageLoadsEverythingFromHere() {
    assertThat(open("/swagger-ui").status()).isEqualTo(301);
    Reply page = open("/swagger-ui/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy"))
        .contains("script-src 'self'", "connect-src 'self'");
    assertThat(page.text()).doesNotContain("http://", "https://").contains("Patient");
    for (String file : List.of("swagger-ui-bundle.js", "swagger-ui.css", "page.js")) {
      assertThat(open("/swagger-ui/" + file).status()).as(file).isEqualTo(200);
    }
    refusal(open("/swagger-ui/nothing.js"), 404, null);
  }

  /**
   * A browser without a screen. Its engine does not know all the JavaScript that Swagger UI is
   * written in, so that what the page draws is not seen here: only our own part of it.
   */
  @Test
  void aBrowserFindsADocumentForEachType() throws IOException {
    try (WebClient browser = new WebClient(BrowserVersion.FIREFOX)) {
      browser.getOptions().setThrowExceptionOnScriptError(false);
      browser.getOptions().setCssEnabled(false);
      List<String> asked = new ArrayList<>();
      HtmlPage page = browser.getPage(base() + "/swagger-ui/");
      for (DomElement script : page.getElementsByTagName("script")) {
        asked.add(((HtmlScript) script).getSrcAttribute());
      }
      assertThat(asked)
          .containsExactly("swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "page.js");
      Object number = page.executeJavaScript("window.documents.length").getJavaScriptResult();
      assertThat(((Number) number).intValue()).isEqualTo(147);
      Object last = page.executeJavaScript("window.documents[146].url").getJavaScriptResult();
      Page document =
          browser.getPage(new URL(URI.create("http://localhost:" + port).toURL(), last.toString()));
      assertThat(MAPPER.readTree(document.getWebResponse().getContentAsString()).get("paths"))
          .isNotEmpty();
    }
  }

  /** Without a token. */
  private Reply open(String path) {
    try {
      return new Reply(
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(base() + path)).build(),
              HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static TreeSet<String> names(JsonNode object) {
    TreeSet<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
