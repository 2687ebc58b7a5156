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
    json.writeStringField("client", storable(record.client()));
    json.writeStringField("organization", storable(record.organization()));
    json.writeStringField("action", record.action().code());
    json.writeStringField("interaction", storable(record.interaction()));
    json.writeNumberField("status", record.status());
    json.writeStringField("resource_type", storable(record.type()));
    json.writeStringField("resource_id", storable(record.resourceId()));
    json.writeNumberField("version", record.version());
    json.writeArrayFieldStart("patients");
    for (String patient : record.patients()) {
      json.writeString(storable(patient));
    }
    json.writeEndArray();
    json.writeStringField("query", storable(record.query()));
    json.writeStringField("request_id", storable(record.requestId()));
    json.writeStringField("source", storable(record.source()));
    if (!record.further().isEmpty()) {
      json.writeArrayFieldStart("further_ids");
      for (AuditRecord.Version each : record.further()) {
        json.writeString(storable(each.id()));
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

  /**
   * PostgreSQL keeps neither NUL nor half a character as text, and would say so only when the
   * record is moved.
   */
  private static String storable(String text) {
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
