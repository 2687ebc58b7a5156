package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;

/** What a client does to get a bulk export, in a county of its own. */
abstract class ExportingTest extends RestServerTest {

  static final String COUNTY = "77";

  /** Addresses of status, in the order in which exports were begun. */
  final List<String> begun = new ArrayList<>();

  @AfterEach
  final void clean() {
    begun.forEach(status -> county("DELETE", status, null));
  }

  final Reply county(String method, String path, String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = TENANT;
    all[headers.length + 1] = COUNTY;
    return send(method, path, body, all);
  }

  final String post(String resource) {
    String type = resource.replaceFirst("(?s).*?\"resourceType\"\\s*:\\s*\"(\\w+)\".*", "$1");
    Reply created = county("POST", "/" + type, resource);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.json().get("id").asText();
  }

  final void put(String place, String resource) {
    String id = place.substring(place.indexOf('/') + 1);
    Reply reply =
        county("PUT", "/" + place, resource.replaceFirst("\\{", "{\"id\":\"" + id + "\","));
    assertThat(reply.status()).as(reply.text()).isIn(200, 201);
  }

  static String dose(String patient) {
    return """
        {"resourceType":"Immunization","status":"completed","vaccineCode":{"text":"卡介苗"},
         "patient":{"reference":"Patient/%s"},"occurrenceDateTime":"2024-03-01","lotNumber":"A1"}"""
        .formatted(patient);
  }

  final Reply kickOff(String path, String... headers) {
    boolean prefers = List.of(headers).contains("Prefer");
    String[] all = prefers ? headers : Arrays.copyOf(headers, headers.length + 2);
    if (!prefers) {
      all[headers.length] = "Prefer";
      all[headers.length + 1] = "respond-async";
    }
    return accepted(county("GET", path, null, all));
  }

  final Reply posted(String path, String parameters) {
    return accepted(county("POST", path, parameters, "Prefer", "respond-async"));
  }

  final Reply accepted(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    assertThat(reply.header("Content-Location")).startsWith(base() + "/_export/");
    begun.add(reply.header("Content-Location"));
    return reply;
  }

  final Reply finished(Reply begun) throws InterruptedException {
    return finished(begun.header("Content-Location"));
  }

  final Reply finished(String status) throws InterruptedException {
    until(Duration.ofSeconds(40), () -> county("GET", status, null).status() != 202);
    Reply done = county("GET", status, null);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    return done;
  }

  final List<String> texts(JsonNode manifest, String list, String type) {
    List<String> lines = new ArrayList<>();
    for (JsonNode file : manifest.get(list)) {
      if (file.get("type").asText().equals(type)) {
        Reply reply = county("GET", file.get("url").asText(), null);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        // Not lines(): a text may hold other separators.
        String[] read = new String(reply.response().body(), StandardCharsets.UTF_8).split("\n");
        assertThat(read).hasSize(file.get("count").asInt());
        lines.addAll(List.of(read));
      }
    }
    return lines;
  }

  final List<JsonNode> lines(JsonNode manifest, String list, String type) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String text : texts(manifest, list, type)) {
      lines.add(MAPPER.readTree(text));
    }
    return lines;
  }

  static List<String> ids(List<JsonNode> lines) {
    return lines.stream().map(line -> line.get("id").asText()).toList();
  }

  static Set<String> types(JsonNode manifest) {
    Set<String> types = new TreeSet<>();
    manifest.get("output").forEach(file -> types.add(file.get("type").asText()));
    return types;
  }
}
