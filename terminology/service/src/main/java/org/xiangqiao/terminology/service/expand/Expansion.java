package org.xiangqiao.terminology.service.expand;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.call.Supplements;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.status.CanonicalStatus;

/** The codes of a value set while they are put together, and what they rest on. */
final class Expansion {

  /** A canonical that the expansion tells of: {@code used-codesystem}, {@code warning-draft} … */
  record Note(String name, String canonical) {}

  private final ValueSet valueSet;
  private final MemberKeys keys;
  private final int limit;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Exclusions exclusions;
  private final Set<Note> notes = new LinkedHashSet<>();
  private final Set<String> unclosed = new LinkedHashSet<>();
  private boolean flat;
  private int total = -1;

  Expansion(ValueSet valueSet, MemberKeys keys, int limit) {
    this.valueSet = valueSet;
    this.keys = keys;
    this.limit = limit;
    this.exclusions = new Exclusions(keys);
  }

  ValueSet valueSet() {
    return valueSet;
  }

  MemberKeys keys() {
    return keys;
  }

  void use(CodeSystemContent system) {
    String canonical = Canonical.text(system.about().getUrl(), system.about().getVersion());
    notes.add(new Note("used-codesystem", canonical));
    Supplements.of(system).forEach(each -> notes.add(new Note("used-supplement", each)));
    noteStatus(system.about(), canonical);
  }

  void use(ValueSet imported) {
    String canonical = Canonical.text(imported.getUrl(), imported.getVersion());
    notes.add(new Note("used-valueset", canonical));
    noteStatus(imported, canonical);
  }

  void noteStatus(MetadataResource used, String canonical) {
    String notable = CanonicalStatus.notable(used, valueSet);
    if (notable != null) {
      notes.add(new Note("warning-" + notable, canonical));
    }
  }

  void note(String name, String canonical) {
    notes.add(new Note(name, canonical));
  }

  void takeNotes(Expansion imported) {
    notes.addAll(imported.notes);
    unclosed.addAll(imported.unclosed);
  }

  Set<Note> notes() {
    return notes;
  }

  void unclosed(String why) {
    unclosed.add(why);
  }

  Set<String> unclosed() {
    return unclosed;
  }

  void flatten() {
    flat = true;
  }

  boolean flat() {
    return flat;
  }

  void exclude(String system, String version) {
    exclusions.add(system, version);
  }

  void exclude(Member member) {
    exclusions.add(member);
  }

  void exclude(ConceptSetMembers many) {
    exclusions.add(many);
  }

  void addAll(Collection<Member> found) {
    exclusions.lookUp(found);
    found.forEach(this::add);
  }

  /** Once only, unless excluded. */
  void add(Member member) {
    if (exclusions.have(member)) {
      return;
    }
    if (members.putIfAbsent(keys.of(member), member) != null) {
      flat = true;
    } else if (members.size() > limit) {
      throw tooCostly();
    }
  }

  TxException tooCostly() {
    return TxException.tooCostly(
        "VALUESET_TOO_COSTLY",
        Canonical.text(valueSet.getUrl(), valueSet.getVersion()),
        ">" + limit);
  }

  boolean has(Member member) {
    return members.containsKey(keys.of(member));
  }

  Member find(String key) {
    return members.get(key);
  }

  Collection<Member> members() {
    return members.values();
  }

  /** When only a page of the members was fetched. */
  void total(int all) {
    total = all;
  }

  /** Negative when the members are all there are. */
  int total() {
    return total;
  }
}
