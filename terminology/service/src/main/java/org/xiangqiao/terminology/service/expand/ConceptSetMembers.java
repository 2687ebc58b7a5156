package org.xiangqiao.terminology.service.expand;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;
import org.xiangqiao.terminology.service.display.Name;
import org.xiangqiao.terminology.service.display.Names;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;
import org.xiangqiao.terminology.service.issue.TxMessages;
import org.xiangqiao.terminology.service.memory.TextMatch;

/** The codes of one include or exclude, of its code system. */
final class ConceptSetMembers {

  /** Which of them are wanted. */
  record Rules(ExpandSwitches switches, boolean activeOnly, int limit) {}

  private final ConceptSetComponent set;
  private final CodeSystemContent system;
  private final Rules rules;

  ConceptSetMembers(ConceptSetComponent set, CodeSystemContent system, Rules rules) {
    this.set = set;
    this.system = system;
    this.rules = rules;
  }

  Stream<Member> of(Expansion expansion, String place) {
    noteFragment(system, expansion);
    if (set.hasConcept()) {
      return listed(expansion.valueSet().getLanguage());
    }
    ConceptPage page = page(expansion, place);
    if (page.total() > rules.limit() && !set.hasValueSet()) {
      throw expansion.tooCostly();
    }
    boolean climbs = !set.hasFilter();
    return page.concepts().stream()
        .filter(each -> !rules.switches().forUi() || !each.abstractConcept())
        .map(each -> new Member(system, each, null, null, climbs));
  }

  static void noteFragment(CodeSystemContent system, Expansion expansion) {
    if (system.about().getContent() == CodeSystemContentMode.FRAGMENT) {
      String url = system.about().getUrl();
      expansion.note("used-fragment", Canonical.text(url, system.about().getVersion()));
      expansion.unclosed(TxMessages.text("FRAGMENT", url));
    }
  }

  private ConceptPage page(Expansion expansion, String place) {
    try {
      return system.concepts(
          new ConceptQuery(
              ComposeFilters.of(set, system, place),
              rules.switches().filter(),
              rules.activeOnly(),
              0,
              set.hasValueSet() ? Integer.MAX_VALUE : rules.limit() + 1));
    } catch (UnsupportedFilterException unknown) {
      throw new TxException(
          422,
          TxIssue.error(
              IssueType.NOTSUPPORTED,
              place,
              "FILTER_NOT_UNDERSTOOD",
              "vs-invalid",
              unknown.filter().property(),
              unknown.filter().op(),
              unknown.filter().value(),
              expansion.valueSet().getUrl(),
              system.about().getUrl()));
    }
  }

  private Stream<Member> listed(String language) {
    List<String> codes = set.getConcept().stream().map(ConceptReferenceComponent::getCode).toList();
    Map<String, Concept> found = system.find(codes);
    TextMatch typed =
        rules.switches().filter() == null ? null : new TextMatch(rules.switches().filter());
    return set.getConcept().stream()
        .filter(each -> found.containsKey(each.getCode()))
        .map(each -> new Member(system, found.get(each.getCode()), each, language, false))
        .filter(each -> !rules.activeOnly() || !each.concept().inactive())
        .filter(each -> !rules.switches().forUi() || !each.concept().abstractConcept())
        .filter(each -> typed == null || typed.matches(texts(each)));
  }

  private static List<String> texts(Member member) {
    Names names = Names.of(member.concept());
    names.add(member.listed(), member.language());
    List<String> texts = new ArrayList<>(names.all().stream().map(Name::value).toList());
    texts.add(member.code());
    return texts;
  }
}
