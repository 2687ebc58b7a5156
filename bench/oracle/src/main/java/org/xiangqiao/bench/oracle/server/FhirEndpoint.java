package org.xiangqiao.bench.oracle.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A FHIR base address that answers in JSON. */
public final class FhirEndpoint {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Stands for an answer that did not come in time. */
  private static final int NO_ANSWER = 504;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FHIR = "application/fhir+json";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String token;

  /**
   * @param base with a slash at its end
   * @param token bearer token, or null
   */
  public FhirEndpoint(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /**
   * Status and body; the body of an answer without one, or without JSON, is a missing node.
   *
   * @param contentLocation where to ask for the state of what was begun, or null
   */
  public record Reply(int status, JsonNode body, String contentLocation) {

    public boolean refused() {
      return status >= 400 && status < 500 || status == 501;
    }

    public boolean broken() {
      return status >= 500 && status != 501;
    }
  }

  public Reply get(String address) {
    return send("GET", address, null, Map.of());
  }

  public Reply send(String method, String address, JsonNode body) {
    return send(method, address, body, Map.of());
  }

  public Reply send(String method, String address, JsonNode body, Map<String, String> headers) {
    HttpRequest.Builder request = request(address);
    headers.forEach(request::header);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", FHIR);
      request.method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
    }
    return exchange(request);
  }

  /** {@code PATCH} with a JSON Patch document (RFC 6902). */
  public Reply jsonPatch(String address, JsonNode patch) {
    return exchange(
        request(address)
            .header("Content-Type", "application/json-patch+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(patch.toString())));
  }

  /** {@code POST [address]} with a form. */
  public Reply form(String address, String form) {
    return exchange(
        request(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  /**
   * The body of a GET, whatever it holds; empty if it is not answered well.
   *
   * @param form the media type that is wanted
   */
  public String text(String address, String form) {
    HttpRequest request = request(address).setHeader("Accept", form).build();
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return response.statusCode() == 200 ? response.body() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("GET " + request.uri().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(address)).timeout(PATIENCE).header("Accept", FHIR);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private Reply exchange(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(
          response.statusCode(),
          json(response.body()),
          response.headers().firstValue("Content-Location").orElse(null));
    } catch (HttpTimeoutException e) {
      return new Reply(NO_ANSWER, MissingNode.getInstance(), null);
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(byte[] body) throws IOException {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }
}
