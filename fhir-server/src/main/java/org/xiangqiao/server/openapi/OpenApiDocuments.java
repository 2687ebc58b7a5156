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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.xiangqiao.server.rest.capability.CapabilityStatements;
import org.xiangqiao.server.rest.operation.Operations;

/**
 * OpenAPI documents: an overview of what concerns the whole system, and one for each type, as all
 * in one would be too large for any tool. Made when they are first asked for, and kept.
 */
final class OpenApiDocuments {

  static final String BEARER = "token";
  private static final int KEPT = 64;

  private record Key(String root, String type) {}

  private final CapabilityStatements statements;
  private final Operations operations;
  private final SortedSet<String> types;
  private final Cache<Key, byte[]> kept = Caffeine.newBuilder().maximumSize(KEPT).build();

  OpenApiDocuments(
      CapabilityStatements statements, Operations operations, SortedSet<String> types) {
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
        ? Optional.of(kept.get(new Key(root, type), this::write))
        : Optional.empty();
  }

  private byte[] write(Key key) {
    CapabilityStatement statement = statements.statement(key.root());
    OpenAPI document = frame(statement, key);
    if (key.type() == null) {
      new SystemPaths(statement.getRestFirstRep()).addTo(document);
    } else {
      statement.getRestFirstRep().getResource().stream()
          .filter(resource -> resource.getType().equals(key.type()))
          .forEach(resource -> new TypePaths(resource).addTo(document));
    }
    new OperationPaths(operations.shapes()).addTo(document, key.type());
    try {
      return Json.mapper().writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static OpenAPI frame(CapabilityStatement statement, Key key) {
    String title = statement.getTitle() + (key.type() == null ? "" : " – " + key.type());
    String about =
        key.type() == null
            ? "What concerns the whole system. Each resource type has a document of its own:"
                + " `?type=Patient`. The CapabilityStatement at `metadata` is the full account."
            : "Interactions and operations of " + key.type() + ".";
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
