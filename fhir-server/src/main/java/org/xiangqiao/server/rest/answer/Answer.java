package org.xiangqiao.server.rest.answer;

import java.time.Instant;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.binary.BinaryContent;
import org.xiangqiao.store.binary.BinaryVersion;

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
  public record Written(Content representation) implements Content {}

  /**
   * A Binary as FHIR: its data are put in, as base64, while it is sent.
   *
   * @param json without data
   */
  public record WholeBinary(Caller caller, String json, BinaryContent content) implements Content {}

  /**
   * The bytes of a Binary, or a part of them.
   *
   * @param content null if it has none
   * @param headers that belong to them
   */
  public record Raw(
      Caller caller,
      String mediaType,
      BinaryContent content,
      long first,
      long length,
      Map<String, String> headers)
      implements Content {}

  /** Something that is no FHIR resource, as it goes to the wire. */
  public record Text(String mediaType, String text) implements Content {}

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

  /** What a write left in the store, whose Binary resources have no data. */
  public static Content representation(Caller caller, StoredResource written) {
    return written.type().equals("Binary")
        ? whole(caller, BinaryVersion.of(written))
        : new Json(written.json());
  }

  public static Content whole(Caller caller, BinaryVersion version) {
    String json = version.resource().json();
    return version.content() == null
        ? new Json(json)
        : new WholeBinary(caller, json, version.content());
  }
}
