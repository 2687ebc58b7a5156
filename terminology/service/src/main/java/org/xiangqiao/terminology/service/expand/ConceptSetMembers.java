package org.xiangqiao.terminology.service.expand;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
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
import org.xiangqiao.terminology.service.issue.TxMessages;
import org.xiangqiao.terminology.service.memory.TextMatch;

/** The codes of one include or exclude, of its code system. */
final class ConceptSetMembers {

  /**
   * Which of them are wanted.
   *
   * @param codes none but these, as imports leave no others; null for all
   */
  record Rules(ExpandSwitches switches, boolean activeOnly, int limit, Set<String> codes) {}

  /** Where the set stands in which value set. */
  record Place(Expansion expansion, String path) {}

  private final ConceptSetComponent set;
  private final CodeSystemContent system;
  private final Rules rules;
  private final Place place;

  ConceptSetMembers(ConceptSetComponent set, CodeSystemContent system, Rules rules, Place place) {
    this.set = set;
    this.system = system;
    this.rules = rules;
    this.place = place;
  }

  String url() {
    return system.about().getUrl();
  }

  String version() {
    return system.about().getVersion();
  }

  /** All of them, which must not be too many. */
  Stream<Member> all() {
    noteFragment(system, place.expansion());
    if (set.hasConcept()) {
      return listed(place.expansion().valueSet().getLanguage());
    }
    if (isWhole() && enumerable() > rules.limit()) {
      throw place.expansion().tooCostly();
    }
    ConceptPage page = page(rules.codes());
    if (page.total() > rules.limit()) {
      throw place.expansion().tooCostly();
    }
    return members(page);
  }

  /** Leaves all of them out, however many they are. */
  void leaveOut(Predicate<Member> imported) {
    noteFragment(system, place.expansion());
    if (set.hasConcept()) {
      listed(null).filter(imported).forEach(place.expansion()::exclude);
      return;
    }
    if (isWhole() && enumerable() > rules.limit()) {
      place.expansion().exclude(this);
      return;
    }
    ConceptPage page = page(rules.codes());
    if (page.total() > rules.limit()) {
      place.expansion().exclude(this);
    } else {
      members(page).filter(imported).forEach(place.expansion()::exclude);
    }
  }

  /** Those of some codes that are among them. */
  List<Member> among(Set<String> codes) {
    return codes.isEmpty() ? List.of() : members(page(codes)).toList();
  }

  private boolean isWhole() {
    return !set.hasFilter()
        && rules.codes() == null
        && rules.switches().filter() == null
        && !rules.activeOnly();
  }

  /** How many there are; 0 of a grammar, which says so itself. */
  private int enumerable() {
    return system.size() == Integer.MAX_VALUE ? 0 : system.size();
  }

  private Stream<Member> members(ConceptPage page) {
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

  private ConceptPage page(Set<String> codes) {
    if (codes != null && codes.isEmpty()) {
      return new ConceptPage(0, List.of());
    }
    return page(codes, 0, codes == null ? rules.limit() + 1 : codes.size());
  }

  /** The page that was asked for, with how many there are. */
  ConceptPage page(Set<String> codes, int offset, int count) {
    try {
      return system.concepts(
          new ConceptQuery(
              ComposeFilters.of(set, system, place.path()),
              rules.switches().filter(),
              rules.activeOnly(),
              codes,
              offset,
              count));
    } catch (UnsupportedFilterException unknown) {
      throw FilterRefusal.of(422, unknown, place.path(), place.expansion().valueSet(), system);
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
