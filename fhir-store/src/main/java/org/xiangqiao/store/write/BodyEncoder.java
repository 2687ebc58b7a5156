package org.xiangqiao.store.write;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.hl7.fhir.r4.formats.JsonParser;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.WriteOutcome;

/**
 * Sets id and meta of a new version and makes the JSON that is stored and goes to the wire. An
 * update keeps the tags and security labels of the former version, while the profiles are those it
 * names (R4 resource.html#tag-updates); a patch says itself what becomes of them.
 */
final class BodyEncoder {

  private static final TimeZone ZONE = TimeZone.getTimeZone("Asia/Shanghai");

  private final ResourceJson json;
  private final String renewed;

  /**
   * @param renewed system of tags that each write is given anew, or null
   */
  BodyEncoder(ResourceJson json, String renewed) {
    this.json = json;
    this.renewed = renewed;
  }

  /** Sets {@code json}; marks the write unchanged when it would only repeat the former version. */
  void encode(PlannedWrite write) {
    Resource resource = write.resource();
    Meta meta = write.content.givenMeta().copy();
    if (write.former != null && !write.prepared.isPatch()) {
      keepLabels(write.former, meta);
    }
    resource.setMeta(meta);
    String stamp = stamp(write.lastUpdated);
    meta.setVersionId(String.valueOf(write.version));
    meta.setLastUpdatedElement(new InstantType(stamp));
    resource.setId(new IdType(write.type(), write.id, String.valueOf(write.version)));
    write.json = losesLabels(meta) ? whole(resource) : text(write);
    if (write.former != null && repeats(write, stamp)) {
      write.effect = WriteOutcome.Effect.UNCHANGED;
      write.version = write.former.version();
      write.lastUpdated = write.former.lastUpdated();
      write.json = write.former.body();
      meta.setVersionId(String.valueOf(write.version));
      meta.setLastUpdatedElement(new InstantType(stamp(write.lastUpdated)));
      resource.setId(new IdType(write.type(), write.id, String.valueOf(write.version)));
    }
  }

  private String text(PlannedWrite write) {
    String made = write.content.text().now(write.content.slots());
    return made == null ? json.of(write.resource()) : made;
  }

  /** HAPI's encoder writes system, version, code and display of a label and nothing else. */
  private static boolean losesLabels(Meta meta) {
    return Stream.concat(meta.getTag().stream(), meta.getSecurity().stream())
        .anyMatch(label -> label.hasExtension() || label.hasId());
  }

  private static String whole(Resource resource) {
    IdType id = resource.getIdElement();
    try {
      resource.setId(id.getIdPart());
      return new JsonParser().composeString(resource);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      resource.setId(id);
    }
  }

  Resource parse(String body) {
    return json.parse(body);
  }

  private boolean repeats(PlannedWrite write, String stamp) {
    String fresh = version(write.version, stamp);
    int at = write.json.indexOf(fresh);
    if (at < 0) {
      return false;
    }
    String former = version(write.former.version(), stamp(write.former.lastUpdated()));
    String same = write.json.substring(0, at) + former + write.json.substring(at + fresh.length());
    return same.equals(write.former.body());
  }

  private static String version(long version, String stamp) {
    return "\"versionId\":\"" + version + "\",\"lastUpdated\":\"" + stamp + "\"";
  }

  private void keepLabels(CurrentRow former, Meta meta) {
    if (!former.body().contains("\"tag\":[") && !former.body().contains("\"security\":[")) {
      return;
    }
    Meta before = parse(former.body()).getMeta();
    for (Coding label : before.getSecurity()) {
      if (meta.getSecurity(label.getSystem(), label.getCode()) == null) {
        meta.addSecurity(label);
      }
    }
    for (Coding tag : before.getTag()) {
      boolean old = renewed != null && renewed.equals(tag.getSystem());
      if (!old && meta.getTag(tag.getSystem(), tag.getCode()) == null) {
        meta.addTag(tag);
      }
    }
  }

  private static String stamp(Instant time) {
    return new InstantType(Date.from(time), TemporalPrecisionEnum.MILLI, ZONE).getValueAsString();
  }
}
