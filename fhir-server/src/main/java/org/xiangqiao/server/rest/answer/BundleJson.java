package org.xiangqiao.server.rest.answer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Splices a Bundle (R4 bundle.html) of stored JSON texts. Only addresses and our own words are
 * written here; resources are copied as they lie in the store.
 */
public final class BundleJson {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

  private final StringBuilder out;
  private boolean entries;

  public BundleJson(String type, Long total, int expectedCharacters) {
    out = new StringBuilder(expectedCharacters + 512);
    out.append("{\"resourceType\":\"Bundle\",\"type\":\"").append(type).append('"');
    if (total != null) {
      out.append(",\"total\":").append(total.longValue());
    }
  }

  /**
   * @param time null leaves it out
   */
  public BundleJson lastUpdated(Instant time) {
    if (time != null) {
      out.append(",\"meta\":{\"lastUpdated\":\"");
      out.append(INSTANT.format(time.atOffset(ZoneOffset.UTC))).append("\"}");
    }
    return this;
  }

  /**
   * @param next absolute address of the next page, or null on the last
   */
  public BundleJson links(String self, String next) {
    return links(self, null, next);
  }

  /**
   * @param first absolute address of the first page, or null where it is not told
   * @param next absolute address of the next page, or null on the last
   */
  public BundleJson links(String self, String first, String next) {
    out.append(",\"link\":[{\"relation\":\"self\",\"url\":").append(quoted(self)).append('}');
    link("first", first);
    link("next", next);
    out.append(']');
    return this;
  }

  private void link(String relation, String url) {
    if (url != null) {
      out.append(",{\"relation\":\"").append(relation).append("\",\"url\":");
      out.append(quoted(url)).append('}');
    }
  }

  /** What a document has of its own (R4 bundle.html, bdl-9 and bdl-10). */
  public BundleJson identified(String urn, Instant time) {
    out.append(",\"identifier\":{\"system\":\"urn:ietf:rfc:3986\",\"value\":");
    out.append(quoted(urn)).append("},\"timestamp\":\"");
    out.append(INSTANT.format(time.atOffset(ZoneOffset.UTC))).append('"');
    return this;
  }

  /** An entry that is nothing but a resource. */
  public BundleJson entry(String fullUrl, String json) {
    startEntry(fullUrl);
    out.append(",\"resource\":").append(json).append('}');
    return this;
  }

  public BundleJson searchEntry(String fullUrl, String json, String mode) {
    startEntry(fullUrl);
    out.append(",\"resource\":").append(json);
    out.append(",\"search\":{\"mode\":\"").append(mode).append("\"}}");
    return this;
  }

  /** An entry without an address: the OperationOutcome that goes with a search. */
  public BundleJson outcomeEntry(String json) {
    nextEntry();
    out.append("{\"resource\":").append(json).append(",\"search\":{\"mode\":\"outcome\"}}");
    return this;
  }

  /**
   * @param json null for a deletion
   */
  public BundleJson historyEntry(
      String fullUrl,
      String json,
      String method,
      String url,
      String status,
      long version,
      Instant lastModified) {
    startEntry(fullUrl);
    if (json != null) {
      out.append(",\"resource\":").append(json);
    }
    out.append(",\"request\":{\"method\":\"").append(method).append("\",\"url\":");
    out.append(quoted(url)).append("},\"response\":{\"status\":\"").append(status);
    out.append("\",\"etag\":\"W/\\\"").append(version).append("\\\"\",\"lastModified\":\"");
    out.append(INSTANT.format(lastModified.atOffset(ZoneOffset.UTC))).append("\"}}");
    return this;
  }

  public String json() {
    if (entries) {
      out.append(']');
    }
    return out.append('}').toString();
  }

  private void startEntry(String fullUrl) {
    nextEntry();
    out.append("{\"fullUrl\":").append(quoted(fullUrl));
  }

  private void nextEntry() {
    out.append(entries ? "," : ",\"entry\":[");
    entries = true;
  }

  private static StringBuilder quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"');
  }
}
