package org.xiangqiao.server.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongSupplier;

/** Writes records as a JSON array of objects with the columns of {@code audit_record}. */
final class AuditRecordJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST = 500;
  private static final int LONGEST_TYPE = 100;
  private static final char UNKNOWN = '\uFFFD';

  private AuditRecordJson() {}

  /**
   * @param numbers gives each record its number in the trail
   */
  static String of(List<AuditRecord> records, LongSupplier numbers) {
    StringWriter text = new StringWriter(400 * records.size());
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (AuditRecord record : records) {
        write(json, record, numbers.getAsLong());
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, AuditRecord record, long number)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("tenant_id", record.tenant());
    json.writeNumberField("audit_id", number);
    json.writeStringField("at", record.at().truncatedTo(ChronoUnit.MILLIS).toString());
    json.writeStringField("client", indexed(record.client()));
    json.writeStringField("organization", indexed(record.organization()));
    json.writeStringField("action", record.action().code());
    json.writeStringField("interaction", indexed(record.interaction()));
    json.writeNumberField("status", record.status());
    json.writeStringField("resource_type", indexed(record.type(), LONGEST_TYPE));
    json.writeStringField("resource_id", indexed(record.resourceId()));
    json.writeNumberField("version", record.version());
    json.writeArrayFieldStart("patients");
    for (String patient : record.patients()) {
      json.writeString(indexed(patient));
    }
    json.writeEndArray();
    json.writeStringField("query", storable(record.query()));
    json.writeStringField("request_id", indexed(record.requestId()));
    json.writeStringField("source", indexed(record.source()));
    if (!record.further().isEmpty()) {
      json.writeArrayFieldStart("further_ids");
      for (AuditRecord.Version each : record.further()) {
        json.writeString(indexed(each.id()));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("further_versions");
      for (AuditRecord.Version each : record.further()) {
        json.writeNumber(each.number());
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** What is indexed: PostgreSQL's indexes take no more than some 2,700 bytes of a row. */
  private static String indexed(String text) {
    return indexed(text, LONGEST);
  }

  private static String indexed(String text, int longest) {
    return storable(text == null || text.length() <= longest ? text : text.substring(0, longest));
  }

  /**
   * PostgreSQL keeps neither NUL nor half a character as text, and would say so only when the
   * record is moved: no other record would be moved before it.
   */
  private static String storable(String text) {
    if (text == null) {
      return "";
    }
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == 0 || Character.isSurrogate(text.charAt(at))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(each -> each == 0 || isHalf(each) ? UNKNOWN : each)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
