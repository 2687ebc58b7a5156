package org.xiangqiao.store.binary;

import ca.uhn.fhir.context.FhirContext;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.StoredResource;

/**
 * Puts data back into the texts of Binary resources, at most {@link #LIMIT} bytes for one answer.
 * What is beyond is left out, and the resource is tagged {@code SUBSETTED} (R4
 * search.html#summary).
 */
public final class BinaryBodies {

  /** Bytes of data in one answer, before base64. */
  public static final long LIMIT = 16L << 20;

  private final JdbcTemplate jdbc;
  private final FhirContext fhir;

  public BinaryBodies(JdbcTemplate jdbc, FhirContext fhir) {
    this.jdbc = jdbc;
    this.fhir = fhir;
  }

  public StoredResource fill(int tenant, StoredResource resource) {
    return isMarked(resource) ? fill(tenant, List.of(resource)).get(0) : resource;
  }

  /** The same resources in the same order; one query however many they are. */
  public List<StoredResource> fill(int tenant, List<StoredResource> resources) {
    Map<Integer, BinaryContent> wanted = new LinkedHashMap<>();
    long budget = LIMIT;
    boolean marked = false;
    for (int i = 0; i < resources.size(); i++) {
      if (isMarked(resources.get(i))) {
        marked = true;
        BinaryContent content = ContentMark.of(resources.get(i).json());
        if (content.length() <= budget) {
          budget -= content.length();
          wanted.put(i, content);
        }
      }
    }
    if (!marked) {
      return resources;
    }
    Map<UUID, byte[]> data = data(tenant, wanted);
    List<StoredResource> filled = new ArrayList<>(resources.size());
    for (int i = 0; i < resources.size(); i++) {
      StoredResource resource = resources.get(i);
      BinaryContent content = wanted.get(i);
      if (content != null) {
        filled.add(with(resource, whole(resource.json(), data.get(content.id()))));
      } else {
        filled.add(isMarked(resource) ? with(resource, reduced(resource.json())) : resource);
      }
    }
    return filled;
  }

  private static boolean isMarked(StoredResource resource) {
    return resource.type().equals("Binary")
        && resource.json() != null
        && ContentMark.of(resource.json()) != null;
  }

  private Map<UUID, byte[]> data(int tenant, Map<Integer, BinaryContent> wanted) {
    Map<UUID, ByteArrayOutputStream> read = new HashMap<>();
    wanted
        .values()
        .forEach(
            content ->
                read.computeIfAbsent(
                    content.id(), id -> new ByteArrayOutputStream((int) content.length())));
    if (!read.isEmpty()) {
      jdbc.query(
          "select content_id, bytes from binary_chunk"
              + " where tenant_id = ? and content_id = any(?::uuid[]) order by content_id, number",
          row -> {
            read.get(row.getObject(1, UUID.class)).writeBytes(row.getBytes(2));
          },
          tenant,
          read.keySet().stream().map(UUID::toString).toArray(String[]::new));
    }
    Map<UUID, byte[]> data = new HashMap<>();
    read.forEach((id, bytes) -> data.put(id, bytes.toByteArray()));
    return data;
  }

  private static String whole(String json, byte[] data) {
    String bare = ContentMark.removed(json);
    return bare.substring(0, bare.length() - 1)
        + ",\"data\":\""
        + Base64.getEncoder().encodeToString(data)
        + "\"}";
  }

  private String reduced(String json) {
    Binary binary = ContentMark.reduced(fhir.newJsonParser().parseResource(Binary.class, json));
    return fhir.newJsonParser().encodeResourceToString(binary);
  }

  private static StoredResource with(StoredResource resource, String json) {
    return new StoredResource(
        resource.type(), resource.id(), resource.version(), resource.lastUpdated(), false, json);
  }
}
