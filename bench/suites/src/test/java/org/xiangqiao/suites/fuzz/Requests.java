package org.xiangqiao.suites.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the requests: number {@code n} of a seed is always the same, whatever the others are. Ids
 * that may exist are {@code fuzz-1} to {@code fuzz-9}.
 */
final class Requests {

  private final long seed;
  private final Seeds seeds;
  private final String token;
  private final List<String> cursors;

  /**
   * @param cursors of real pages, to be broken
   */
  Requests(long seed, Seeds seeds, String token, List<String> cursors) {
    this.seed = seed;
    this.seeds = seeds;
    this.token = token;
    this.cursors = cursors;
  }

  Request get(int number) {
    Chance chance = new Chance(seed * 1_000_003 + number);
    int kind = chance.below(100);
    if (kind < 28) {
      return search(chance);
    }
    if (kind < 40) {
      return path(chance);
    }
    if (kind < 68) {
      return body(chance);
    }
    if (kind < 80) {
      return bundle(chance);
    }
    if (kind < 93) {
      return headers(chance);
    }
    return kind < 97 ? elsewhere(chance) : malformed(chance);
  }

  private Request search(Chance chance) {
    String type = type(chance);
    String query = query(chance);
    List<String> headers = authorized(chance);
    if (chance.in(10)) {
      headers.addAll(List.of("Prefer", "handling=lenient"));
    }
    switch (chance.below(12)) {
      case 0:
        headers.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
        byte[] form = (chance.in(5) ? query + "%zz" : query).getBytes(ISO_8859_1);
        return Request.of("search", "POST", "/fhir/" + type + "/_search", headers, form);
      case 1:
        String place =
            chance.among("/_history", "/fuzz-1/_history", "/fuzz-2", "/fuzz-1/_history/1");
        return Request.of("search", "GET", "/fhir/" + type + place + "?" + query, headers, null);
      case 2:
        String system = chance.among("/fhir/_history?", "/fhir?", "/fhir/?", "/fhir/metadata?");
        return Request.of("search", "GET", system + query, headers, null);
      case 3:
        return Request.of("search", "DELETE", "/fhir/" + type + "?" + query, headers, null);
      default:
        return Request.of("search", "GET", "/fhir/" + type + "?" + query, headers, null);
    }
  }

  private String query(Chance chance) {
    StringBuilder query = new StringBuilder();
    for (int i = 1 + chance.below(chance.in(3) ? 60 : 4); i > 0; i--) {
      boolean result = chance.in(25);
      String name = chance.of(result ? Words.RESULT_PARAMETERS : Words.PARAMETERS);
      if (chance.in(3)) {
        name = chance.of(Words.TEXTS);
      }
      if (!result && chance.in(20)) {
        name += ":" + chance.of(Words.MODIFIERS);
      }
      if (!result && chance.in(8)) {
        name += "." + chance.of(Words.PARAMETERS);
      }
      if (name.startsWith("_has")) {
        name += ":" + type(chance) + ":" + chance.of(Words.PARAMETERS) + ":" + name;
      }
      String value = result ? resultValue(chance) : value(chance);
      query.append(query.length() == 0 ? "" : chance.in(2) ? "&&" : "&");
      query.append(chance.encoded(name));
      query.append(chance.in(2) ? "" : "=").append(chance.encoded(value));
    }
    return query.toString();
  }

  private String resultValue(Chance chance) {
    if (chance.in(20)) {
      return value(chance);
    }
    if (chance.in(10) && !cursors.isEmpty()) {
      byte[] cursor = chance.of(cursors).getBytes(ISO_8859_1);
      return new String(chance.in(30) ? cursor : Mutations.bytes(chance, cursor), ISO_8859_1);
    }
    return chance.of(Words.RESULT_VALUES);
  }

  private static String value(Chance chance) {
    return switch (chance.below(8)) {
      case 0 -> chance.of(Words.PREFIXES) + chance.of(Words.DATES);
      case 1 -> chance.of(Words.PREFIXES) + chance.of(Words.NUMBERS);
      case 2 ->
          chance.of(Words.PREFIXES)
              + chance.of(Words.NUMBERS)
              + "|"
              + chance.of(Words.TEXTS)
              + "|"
              + chance.of(Words.TEXTS);
      case 3 -> chance.of(Words.TEXTS) + "$" + chance.of(Words.NUMBERS);
      case 4 -> chance.of(Words.TEXTS) + "," + chance.of(Words.TEXTS);
      case 5 -> chance.unicode(1 + chance.below(20));
      default -> chance.of(Words.TEXTS);
    };
  }

  private Request path(Chance chance) {
    StringBuilder path = new StringBuilder(chance.in(90) ? "/fhir" : "");
    for (int i = chance.below(6); i > 0; i--) {
      String segment =
          chance.in(50)
              ? chance.of(Words.PATHS)
              : chance.in(70) ? type(chance) : chance.encoded(chance.of(Words.TEXTS));
      path.append(chance.in(3) ? "//" : "/").append(segment);
    }
    if (chance.in(20)) {
      path.append('?').append(chance.in(50) ? query(chance) : chance.of(Words.PATHS));
    }
    String method = chance.of(Words.METHODS);
    boolean content = method.startsWith("P") && !method.equals("PROPFIND");
    List<String> headers = authorized(chance);
    if (content) {
      headers.addAll(List.of("Content-Type", "application/fhir+json"));
    }
    byte[] body = content ? seeds.json(chance).toString().getBytes(UTF_8) : null;
    String target = path.length() == 0 ? "/" : path.toString();
    return method.equals("CONNECT")
        ? Request.malformed("path", Request.of("", method, target, headers, body).bytes())
        : Request.of("path", method, target, headers, body);
  }

  private Request body(Chance chance) {
    List<String> headers = authorized(chance);
    byte[] body;
    String type = type(chance);
    if (chance.in(60)) {
      ObjectNode resource = seeds.json(chance);
      type = chance.in(95) ? resource.path("resourceType").asText() : type;
      if (chance.in(60)) {
        resource.put("id", id(chance));
      }
      body = Mutations.json(chance, resource).getBytes(UTF_8);
      headers.addAll(List.of("Content-Type", media(chance, "application/fhir+json")));
    } else {
      String xml = seeds.xml(chance);
      type = chance.in(95) ? xml.substring(1, xml.indexOf(' ')) : type;
      body = Mutations.xml(chance, xml).getBytes(UTF_8);
      headers.addAll(List.of("Content-Type", media(chance, "application/fhir+xml")));
    }
    if (chance.in(15)) {
      body = Mutations.bytes(chance, body);
    }
    if (chance.in(3)) {
      body = chance.bytes(chance.below(2000));
    }
    if (chance.in(4)) {
      headers.addAll(List.of("Content-Encoding", chance.among("gzip", "gzip", "deflate", "x")));
      body = chance.in(70) ? gzip(chance.in(20) ? new byte[3_000_000] : body) : body;
    }
    if (chance.in(10)) {
      headers.addAll(List.of("Accept", "application/fhir+xml"));
    }
    if (chance.in(3)) {
      headers.addAll(List.of("If-None-Exist", query(chance)));
    }
    switch (chance.below(10)) {
      case 0, 1, 2, 3:
        return Request.of("body", "POST", "/fhir/" + type, headers, body);
      case 4:
        String query = query(chance);
        return Request.of("body", "PUT", "/fhir/" + type + "?" + query, headers, body);
      case 5:
        String path = "/fhir/" + type + "/" + id(chance);
        headers.addAll(List.of("Content-Type", chance.among("application/json-patch+json", "a/b")));
        return Request.of("body", "PATCH", path, headers, body);
      case 6:
        return Request.of("body", "POST", "/fhir", headers, body);
      default:
        return Request.of("body", "PUT", "/fhir/" + type + "/" + id(chance), headers, body);
    }
  }

  private Request bundle(Chance chance) {
    ObjectNode bundle = JsonNodeFactory.instance.objectNode();
    bundle.put("resourceType", "Bundle");
    bundle.put(
        "type",
        chance.in(95) ? chance.among("transaction", "batch") : chance.among("history", "", "x"));
    ArrayNode entries = bundle.putArray("entry");
    for (int i = chance.below(chance.in(3) ? 60 : 6); i > 0; i--) {
      entry(chance, entries.addObject());
    }
    String text = chance.in(30) ? Mutations.json(chance, bundle) : bundle.toString();
    List<String> headers = authorized(chance);
    headers.addAll(List.of("Content-Type", "application/fhir+json"));
    String place = chance.in(95) ? "/fhir" : "/fhir/";
    return Request.of("bundle", "POST", place, headers, text.getBytes(UTF_8));
  }

  private void entry(Chance chance, ObjectNode entry) {
    if (chance.in(60)) {
      entry.put(
          "fullUrl",
          chance.in(70)
              ? "urn:uuid:00000000-0000-4000-8000-00000000000" + chance.below(4)
              : chance.of(Words.TEXTS));
    }
    ObjectNode resource = seeds.json(chance);
    String type = resource.path("resourceType").asText();
    if (chance.in(80)) {
      if (chance.in(50)) {
        resource.put("id", id(chance));
      }
      if (chance.in(30)) {
        resource
            .putObject("subject")
            .put(
                "reference",
                chance.among(
                    "urn:uuid:00000000-0000-4000-8000-000000000001",
                    "Patient?identifier=x|1",
                    "Patient?" + query(chance),
                    "Patient/fuzz-1",
                    "Patient/never-was"));
      }
      entry.set("resource", resource);
    }
    if (chance.in(95)) {
      ObjectNode request = entry.putObject("request");
      request.put("method", chance.among("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "BREW"));
      request.put(
          "url",
          switch (chance.below(9)) {
            case 0, 1 -> type;
            case 2, 3 -> type + "/" + id(chance);
            case 4 -> type + "?" + query(chance);
            case 5 -> type + "/" + chance.of(Words.PATHS) + "/" + chance.of(Words.PATHS);
            case 6 -> "http://localhost/fhir/" + type + "/" + id(chance);
            case 7 -> type + "/" + id(chance) + "/_history/" + chance.of(Words.NUMBERS);
            default -> chance.of(Words.TEXTS);
          });
      if (chance.in(8)) {
        request.put("ifMatch", chance.of(Words.HEADER_VALUES));
      }
      if (chance.in(8)) {
        request.put("ifNoneExist", chance.in(50) ? query(chance) : chance.of(Words.HEADER_VALUES));
      }
      if (chance.in(4)) {
        request.put("ifNoneMatch", chance.of(Words.HEADER_VALUES));
        request.put("ifModifiedSince", chance.of(Words.DATES));
      }
    }
  }

  private Request headers(Chance chance) {
    List<String> headers = authorized(chance);
    for (int i = 1 + chance.below(chance.in(3) ? 120 : 4); i > 0; i--) {
      String name = chance.of(Words.HEADERS);
      boolean media = name.equals("Accept") || name.equals("Content-Type");
      String value =
          media && chance.in(80) ? chance.of(Words.MEDIA) : chance.of(Words.HEADER_VALUES);
      boolean waits = name.equals("Expect") || name.equals("Upgrade") || name.equals("Connection");
      if (!waits || chance.in(20)) {
        headers.addAll(List.of(name, chance.in(3) ? value.repeat(3) : value));
      }
    }
    ObjectNode resource = seeds.json(chance);
    String type = resource.path("resourceType").asText();
    String id = id(chance);
    return switch (chance.below(6)) {
      case 0 ->
          Request.of(
              "headers", "POST", "/fhir/" + type, headers, resource.toString().getBytes(UTF_8));
      case 1 ->
          Request.of(
              "headers",
              "PUT",
              "/fhir/" + type + "/" + id,
              headers,
              resource.put("id", id).toString().getBytes(UTF_8));
      case 2 -> Request.of("headers", "DELETE", "/fhir/" + type + "/" + id, headers, null);
      case 3 -> Request.of("headers", "GET", "/fhir/Patient/fuzz-1", headers, null);
      case 4 -> Request.of("headers", "GET", "/fhir/metadata", headers, null);
      default -> Request.of("headers", "GET", "/fhir/" + type + "?_count=2", headers, null);
    };
  }

  private Request elsewhere(Chance chance) {
    String path =
        chance.among(
            "/",
            "/error",
            "/oauth2/token",
            "/oauth2/jwks",
            "/oauth2/authorize",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/.well-known/smart-configuration",
            "/.well-known/openid-configuration",
            "/fhir/.well-known/smart-configuration",
            "/.well-known/oauth-authorization-server",
            "/actuator",
            "/actuator/health",
            "/actuator/env",
            "/actuator/prometheus",
            "/actuator/heapdump",
            "/admin",
            "/admin/clients",
            "/admin/clients/x",
            "/admin/exchanges",
            "/login",
            "/logout",
            "/favicon.ico",
            "/admin/exchanges?state=x&from=y",
            "/userinfo",
            "/connect/register");
    List<String> headers = chance.in(50) ? authorized(chance) : new ArrayList<>();
    String method = chance.among("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS");
    byte[] body = null;
    if (method.startsWith("P")) {
      headers.addAll(
          List.of(
              "Content-Type",
              chance.among("application/x-www-form-urlencoded", "application/json")));
      body =
          chance
              .among(
                  "grant_type=client_credentials&client_assertion_type=x&client_assertion=y",
                  "grant_type=client_credentials&scope=" + query(chance),
                  "grant_type=%zz",
                  "grant_type=client_credentials&client_assertion_type="
                      + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                      + "&client_assertion=eyJhbGciOiJub25lIn0.e30.",
                  query(chance),
                  Mutations.json(chance, seeds.json(chance)),
                  "{\"id\":" + "[".repeat(5000),
                  "")
              .getBytes(UTF_8);
    }
    return Request.of("elsewhere", method, path, headers, body);
  }

  private Request malformed(Chance chance) {
    String auth = "Authorization: Bearer " + token + "\r\n";
    String end = "\r\n\r\n";
    String head = "POST /fhir/Patient HTTP/1.1\r\nHost: x\r\n" + auth;
    String json = "Content-Type: application/fhir+json\r\n";
    String text =
        switch (chance.below(16)) {
          case 0 -> new String(chance.bytes(1 + chance.below(300)), ISO_8859_1) + end;
          case 1 ->
              "GET /fhir/Patient?name=<" + chance.of(Words.TEXTS) + "> HTTP/1.1\r\nHost: x" + end;
          case 2 ->
              "GET /fhir/Patient"
                  + chance.among("", " ", " HTTP/9.9", " FTP/1.1", " HTTP/1.1 x")
                  + end;
          case 3 -> "GET /fhir/metadata HTTP/1.1" + end;
          case 4 -> "GET /fhir/metadata HTTP/1.1\r\nHost: a\r\nHost: b" + end;
          case 5 -> "GET /fhir/metadata HTTP/1.1\r\nHost: x\r\n" + "a".repeat(40_000) + ": b" + end;
          case 6 -> "GET /fhir/metadata HTTP/1.1\r\nHost: x\r\nno header" + end;
          case 7 -> head + json + "Content-Length: 100\r\n\r\n{\"resourceType\":\"Patient\"}";
          case 8 -> head + json + "Content-Length: " + chance.of(Words.NUMBERS) + "\r\n\r\n{}";
          case 9 -> head + json + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ";
          case 10 -> head + json + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0" + end;
          case 11 -> head + json + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n{}";
          case 12 ->
              head
                  + json
                  + "Transfer-Encoding: "
                  + chance.among("gzip", "x", "chunked, x")
                  + "\r\n\r\n{}";
          case 13 -> "\r\n".repeat(chance.below(50)) + "\u0000\u0016\u0003\u0001";
          case 14 -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
          default ->
              head
                  + json
                  + "Content-Length: 2\r\nX: "
                  + new String(chance.bytes(20), ISO_8859_1)
                  + "\r\n\r\n{}";
        };
    byte[] bytes = text.getBytes(chance.in(80) ? ISO_8859_1 : UTF_8);
    return Request.malformed("malformed", chance.in(20) ? Mutations.bytes(chance, bytes) : bytes);
  }

  private List<String> authorized(Chance chance) {
    List<String> headers = new ArrayList<>();
    if (chance.in(98)) {
      headers.addAll(List.of("Authorization", "Bearer " + token));
    }
    return headers;
  }

  private static String media(Chance chance, String right) {
    return chance.in(92) ? right : chance.of(Words.MEDIA);
  }

  private static String type(Chance chance) {
    return chance.of(chance.in(95) ? Words.TYPES : Words.NO_TYPES);
  }

  private static String id(Chance chance) {
    return chance.in(90) ? "fuzz-" + (1 + chance.below(9)) : chance.encoded(chance.of(Words.PATHS));
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }
}
