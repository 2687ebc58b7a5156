package org.xiangqiao.store;

import java.time.Instant;
import java.util.Set;

/**
 * Asks for all that belongs to a resident or an encounter (R4 patient-operation-everything,
 * encounter-operation-everything).
 *
 * @param type {@code Patient} or {@code Encounter}
 * @param id logical id, or null for all residents
 * @param types only resources of these types, and only what these refer to; empty for all
 * @param since only what was last updated then or later, or null
 * @param start care dates from here on, or null
 * @param end care dates up to this, or null
 * @param count most resources on a page
 * @param cursor sealed place of the page before, or null for the first page
 */
public record RecordRequest(
    String type,
    String id,
    Set<String> types,
    Instant since,
    Instant start,
    Instant end,
    int count,
    String cursor) {

  public RecordRequest {
    types = Set.copyOf(types);
    if (count < 1) {
      throw new IllegalArgumentException("a page has at least one resource");
    }
  }

  public boolean wants(String resourceType) {
    return types.isEmpty() || types.contains(resourceType);
  }
}
