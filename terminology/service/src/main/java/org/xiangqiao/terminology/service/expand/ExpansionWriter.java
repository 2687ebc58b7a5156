package org.xiangqiao.terminology.service.expand;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.call.TxParameters;
import org.xiangqiao.terminology.service.call.VersionRule;

/** Writes an expansion down: parameters, total, and the members nested or as a page. */
final class ExpansionWriter {

  private static final String UNCLOSED =
      "http://hl7.org/fhir/StructureDefinition/valueset-unclosed";

  private static final int DEEPEST = 100;

  private final TxParameters parameters;
  private final ExpandSwitches switches;
  private final Expansion expansion;
  private final ContainsWriter contains;

  ExpansionWriter(TxParameters parameters, ExpandSwitches switches, Expansion expansion) {
    this.parameters = parameters;
    this.switches = switches;
    this.expansion = expansion;
    this.contains =
        new ContainsWriter(
            parameters, switches, expansion.keys(), expansion.valueSet().getLanguage());
  }

  ValueSet write(TxContext context) {
    ValueSet valueSet = Header.of(expansion.valueSet(), switches.definition());
    ValueSetExpansionComponent written = valueSet.getExpansion();
    written.setIdentifier("urn:uuid:" + UUID.randomUUID());
    written.setTimestampElement(DateTimeType.now());
    if (!expansion.unclosed().isEmpty()) {
      written.addExtension(UNCLOSED, new BooleanType(true));
      expansion
          .unclosed()
          .forEach(why -> written.addExtension(UNCLOSED + "-reason", new StringType(why)));
    }
    parameters(written, context);
    int size = expansion.members().size();
    int total = expansion.total() < 0 ? size : expansion.total();
    written.setTotal(total);
    if (switches.offset() >= 0) {
      written.setOffset(switches.offset());
    }
    if (expansion.total() >= 0 && total > size) {
      expansion.members().forEach(each -> written.addContains(contains.write(each)));
    } else {
      members(written, nested(size) ? new Hierarchy(expansion) : null);
    }
    contains.properties().define(written);
    return valueSet;
  }

  /** A list in place of a hierarchy that is deeper than clients read. */
  private void members(ValueSetExpansionComponent written, Hierarchy hierarchy) {
    if (hierarchy == null || hierarchy.deeperThan(DEEPEST)) {
      page().forEach(each -> written.addContains(contains.write(each)));
    } else {
      hierarchy.roots().forEach(each -> written.addContains(tree(hierarchy, each)));
    }
  }

  private boolean nested(int size) {
    return switches.nested()
        && !expansion.flat()
        && expansion.unclosed().isEmpty()
        && (switches.count() < 0 || switches.count() > size);
  }

  private ValueSetExpansionContainsComponent tree(Hierarchy hierarchy, Member member) {
    ValueSetExpansionContainsComponent node = contains.write(member);
    hierarchy.below(member).forEach(each -> node.addContains(tree(hierarchy, each)));
    return node;
  }

  private List<Member> page() {
    List<Member> all = new ArrayList<>(expansion.members());
    if (expansion.total() >= 0) {
      return all;
    }
    int from = Math.min(Math.max(switches.offset(), 0), all.size());
    int to =
        switches.count() < 0
            ? all.size()
            : (int) Math.min((long) from + switches.count(), all.size());
    return all.subList(from, to);
  }

  private void parameters(ValueSetExpansionComponent written, TxContext context) {
    add(written, "filter", switches.filter() == null ? null : new StringType(switches.filter()));
    if (parameters.languages() != null) {
      add(written, "displayLanguage", new CodeType(parameters.languages().text()));
    }
    parameters.designations().forEach(each -> add(written, "designation", new StringType(each)));
    add(written, "excludeNested", flag(switches.excludeNested()));
    add(written, "activeOnly", flag(switches.activeOnly()));
    add(written, "includeDesignations", flag(switches.includeDesignations()));
    add(written, "includeDefinition", flag(switches.includeDefinition()));
    add(written, "excludeNotForUI", flag(switches.excludeNotForUi()));
    add(written, "excludePostCoordinated", flag(switches.excludePostCoordinated()));
    add(written, "offset", number(switches.offset()));
    add(written, "count", number(switches.count()));
    expansion.notes().forEach(each -> add(written, each.name(), new UriType(each.canonical())));
    if (expansion.keys().shown() && !expansion.keys().versionsExclude()) {
      add(written, "versionsMatch", new BooleanType(true));
    }
    ValueSet valueSet = expansion.valueSet();
    String own = Canonical.text(valueSet.getUrl(), valueSet.getVersion());
    for (VersionRule rule : context.usedRules()) {
      String canonical = Canonical.text(rule.url(), rule.version());
      if (!canonical.equals(own)) {
        add(written, rule.parameter(), new UriType(canonical));
      }
    }
  }

  private static BooleanType flag(Boolean value) {
    return value == null ? null : new BooleanType(value);
  }

  private static IntegerType number(int value) {
    return value < 0 ? null : new IntegerType(value);
  }

  private static void add(ValueSetExpansionComponent written, String name, Type value) {
    if (value != null) {
      written.addParameter().setName(name).setValue(value);
    }
  }
}
