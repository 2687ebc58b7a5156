package org.xiangqiao.server.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.xiangqiao.server.rest.operation.Operations;

/**
 * OpenAPI documents: an overview of what concerns the whole system, and one for each type, as all
 * in one would be too large for any tool. Made when they are first asked for, and kept for whatever
 * address the server is called by.
 */
final class OpenApiDocuments {

  static final String BEARER = "token";

  /** What is asked for least is made anew. */
  private static final int KEPT_BYTES = 16 << 20;

  /** Stands for the address of the server, which each request may give another name. */
  private static final String ANY_ROOT = "https://root.invalid";

  private static final String OVERVIEW = "";

  private final Function<String, CapabilityStatement> statements;
  private final Operations operations;
  private final SortedSet<String> types;
  private final Cache<String, Document> kept =
      Caffeine.newBuilder()
          .maximumWeight(KEPT_BYTES)
          .weigher((String type, Document document) -> document.length())
          .build();

  /** A document but for the address of the server. */
  private record Document(byte[] before, byte[] after) {

    int length() {
      return before.length + after.length;
    }

    byte[] at(byte[] address) {
      return ByteBuffer.allocate(length() + address.length)
          .put(before)
          .put(address)
          .put(after)
          .array();
    }
  }

  /**
   * @param statements by the root of the server
   */
  OpenApiDocuments(
      Function<String, CapabilityStatement> statements,
      Operations operations,
      SortedSet<String> types) {
    this.statements = statements;
    this.operations = operations;
    this.types = types;
  }

  SortedSet<String> types() {
    return types;
  }

  /**
   * @param type null for the overview; empty if there is no such type
   */
  Optional<byte[]> document(String root, String type) {
    return type == null || types.contains(type)
        ? Optional.of(
            kept.get(type == null ? OVERVIEW : type, this::write).at(json(root + "/fhir")))
        : Optional.empty();
  }

  private Document write(String type) {
    CapabilityStatement statement = statements.apply(ANY_ROOT);
    OpenAPI document = frame(statement, type);
    if (type.equals(OVERVIEW)) {
      new SystemPaths(statement.getRestFirstRep()).addTo(document);
    } else {
      statement.getRestFirstRep().getResource().stream()
          .filter(resource -> resource.getType().equals(type))
          .forEach(resource -> new TypePaths(resource).addTo(document));
    }
    new OperationPaths(operations.shapes()).addTo(document, type.equals(OVERVIEW) ? null : type);
    String text = new String(json(document), StandardCharsets.UTF_8);
    String address =
        new String(json(statement.getImplementation().getUrl()), StandardCharsets.UTF_8);
    int at = text.indexOf(address);
    return new Document(
        text.substring(0, at).getBytes(StandardCharsets.UTF_8),
        text.substring(at + address.length()).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] json(Object value) {
    try {
      return Json.mapper().writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static OpenAPI frame(CapabilityStatement statement, String type) {
    String title = statement.getTitle() + (type.equals(OVERVIEW) ? "" : " – " + type);
    String about =
        type.equals(OVERVIEW)
            ? "What concerns the whole system. Each resource type has a document of its own:"
                + " `?type=Patient`. The CapabilityStatement at `metadata` is the full account."
            : "Interactions and operations of " + type + ".";
    return new OpenAPI()
        .info(
            new Info()
                .title(title)
                .version(statement.getSoftware().getVersion())
                .description(about))
        .servers(List.of(new Server().url(statement.getImplementation().getUrl())))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description(
                            "Access token by SMART Backend Services; see"
                                + " `.well-known/smart-configuration`.")))
        .security(List.of(new SecurityRequirement().addList(BEARER)));
  }
}
