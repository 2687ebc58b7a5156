package org.xiangqiao.mappings.insurance.profile;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.TransactionTable;

/** The part of a profile that names the audits (3101 事前, 3102 事中) to ask for. */
final class AuditReader {

  private static final Set<String> AUDITS = Set.of("3101", "3102");
  private static final Set<String> KEYS = Set.of("within", "hit", "silence", "values");
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final TransactionTable table;

  AuditReader(TransactionTable table) {
    this.table = table;
  }

  /** By transaction; none when the province has none. */
  Map<String, Audit> read(Section file) {
    Section section = file.section("audits", AUDITS);
    Map<String, Audit> audits = new LinkedHashMap<>();
    for (String infno : section.keys()) {
      if (AUDITS.contains(infno)) {
        audits.put(infno, audit(infno, section.section(infno, KEYS)));
      }
    }
    return audits;
  }

  private Audit audit(String infno, Section section) {
    Section values = section.section("values", Set.of());
    // The platform wants to know which system asks, which no resource says.
    values.required("syscode");
    for (String key : values.keys()) {
      boolean known =
          table.transaction(infno).nodes(Direction.IN).stream()
              .anyMatch(node -> node.field(key).isPresent());
      if (!known) {
        values.add(key, "insurance.profile.field-unknown");
      }
    }
    return new Audit(
        section.duration("within", WITHIN),
        section.word("hit", Audit.OnHit.class, Audit.OnHit.WARN),
        section.word("silence", Audit.OnSilence.class, Audit.OnSilence.PASS),
        values.texts());
  }
}
