package org.xiangqiao.terminology.service.stored;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.xiangqiao.terminology.lookup.TerminologyLookup;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
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
    return reach(code, CodeSystemContent::children);
  }

  @Override
  public Optional<Set<Code>> above(Code code) {
    return reach(code, (system, each) -> system.find(each).map(Concept::parents).orElse(List.of()));
  }

  private Optional<Set<Code>> reach(
      Code code, BiFunction<CodeSystemContent, String, Collection<String>> next) {
    CodeSystemContent found = source.codeSystem(code.system()).orElse(null);
    if (found == null || found.find(code.code()).isEmpty()) {
      return Optional.empty();
    }
    Set<Code> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(code.code()));
    while (!open.isEmpty() && reached.size() <= limit) {
      String each = open.pop();
      if (reached.add(new Code(code.system(), each))) {
        open.addAll(next.apply(found, each));
      }
    }
    return reached.size() > limit ? Optional.empty() : Optional.of(reached);
  }
}
