package org.xiangqiao.terminology.service.stored;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.xiangqiao.terminology.lookup.TerminologyLookup;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.expand.ExpandOperation;
import org.xiangqiao.terminology.service.issue.TxException;

/** What searches ask, answered by a terminology source. */
public record SearchTerminology(TerminologySource source, int limit) implements TerminologyLookup {

  @Override
  public Optional<Set<Code>> expand(String valueSet) {
    Parameters asked = new Parameters();
    asked.addParameter("url", new UriType(valueSet));
    try {
      Set<Code> codes = new LinkedHashSet<>();
      collect(
          new ExpandOperation(source, limit).expand(asked, null).getExpansion().getContains(),
          codes);
      return Optional.of(codes);
    } catch (TxException unknown) {
      return Optional.empty();
    }
  }

  private static void collect(List<ValueSetExpansionContainsComponent> contains, Set<Code> codes) {
    for (ValueSetExpansionContainsComponent each : contains) {
      codes.add(new Code(each.getSystem(), each.getCode()));
      collect(each.getContains(), codes);
    }
  }

  @Override
  public Optional<Set<Code>> below(Code code) {
    return related(code, "is-a");
  }

  @Override
  public Optional<Set<Code>> above(Code code) {
    return related(code, "generalizes");
  }

  /** One query, however many there are. */
  private Optional<Set<Code>> related(Code code, String operator) {
    CodeSystemContent system = source.codeSystem(code.system()).orElse(null);
    if (system == null || system.find(code.code()).isEmpty()) {
      return Optional.empty();
    }
    Filter filter = new Filter("concept", operator, code.code());
    try {
      ConceptPage page = system.concepts(new ConceptQuery(List.of(filter), null, false, 0, limit));
      return page.total() > limit ? Optional.empty() : Optional.of(codes(code, page));
    } catch (TxException grammar) {
      return Optional.of(Set.of(code)); // Nothing is above or below another there.
    }
  }

  private static Set<Code> codes(Code asked, ConceptPage page) {
    Set<Code> codes = new LinkedHashSet<>(Set.of(asked));
    page.concepts().forEach(each -> codes.add(new Code(asked.system(), each.code())));
    return codes;
  }
}
