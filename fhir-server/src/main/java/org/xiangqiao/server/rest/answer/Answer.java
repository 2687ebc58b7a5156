package org.xiangqiao.server.rest.answer;

import java.time.Instant;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.StoredResource;

/**
 * What an interaction answers, before it is shown in any format.
 *
 * @param version shown as ETag, or null
 * @param lastModified or null
 * @param location absolute address for {@code Location}, or null
 */
public record Answer(
    int status, Long version, Instant lastModified, String location, Content content) {

  /** The body of an answer. */
  public sealed interface Content {}

  /** Wire-ready JSON, as it lies in the store or was spliced from what lies there. */
  public record Json(String json) implements Content {}

  /** A resource made for this answer. */
  public record Model(Resource resource) implements Content {}

  /** The result of a write, of which {@code Prefer} decides how much is shown. */
  public record Written(String json) implements Content {}

  /** No body. */
  public record Nothing() implements Content {}

  public static Answer ok(Content content) {
    return new Answer(200, null, null, null, content);
  }

  public static Answer current(StoredResource resource) {
    return new Answer(
        200, resource.version(), resource.lastUpdated(), null, new Json(resource.json()));
  }

  public static Answer notModified(StoredResource resource) {
    return new Answer(304, resource.version(), resource.lastUpdated(), null, new Nothing());
  }
}
