package org.xiangqiao.server.gate.county;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.UriType;
import org.springframework.dao.DataAccessException;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.validate.ValidateOperation;
import org.xiangqiao.terminology.validation.CodeSets;

/**
 * Codes of R4 and of the county out of memory; where these do not suffice, of imported code systems
 * (ICD-10 …), each answer kept for some seconds: what they hold changes without a definition of the
 * county changing. Nobody waits for another one's question: it may need a connection that he holds.
 */
final class CountyCodes implements CodeSets {

  private static final int KEPT = 50_000;
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final CodeSets base;
  private final CodeSets county;
  private final TerminologySource terminology;
  private final Cache<Asked, Answer> known;

  /** A code system that nobody has is not asked for again for each of its codes. */
  private final Cache<String, Boolean> systems;

  private record Asked(String valueSet, String system, String code) {}

  CountyCodes(CodeSets base, CodeSets county, TerminologySource terminology) {
    this(base, county, terminology, Ticker.systemTicker());
  }

  CountyCodes(CodeSets base, CodeSets county, TerminologySource terminology, Ticker ticker) {
    this.base = base;
    this.county = county;
    this.terminology = terminology;
    this.known = fresh(ticker);
    this.systems = fresh(ticker);
  }

  private static <K, V> Cache<K, V> fresh(Ticker ticker) {
    return Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(FRESH).ticker(ticker).build();
  }

  private static <K, V> V kept(Cache<K, V> cache, K key, Function<K, V> question) {
    V answer = cache.getIfPresent(key);
    if (answer == null) {
      answer = question.apply(key);
      cache.put(key, answer);
    }
    return answer;
  }

  @Override
  public Answer inValueSet(String valueSet, String system, String code) {
    if (base.knows(valueSet)) {
      // What HL7 publishes is judged as its validator judges it, whatever was imported.
      return base.inValueSet(valueSet, system, code);
    }
    Answer answer = county.inValueSet(valueSet, system, code);
    return answer == Answer.UNKNOWN
        ? kept(known, new Asked(valueSet, system, code), this::validated)
        : answer;
  }

  @Override
  public Answer inSystem(String system, String code) {
    Answer answer = base.inSystem(system, code);
    if (answer == Answer.UNKNOWN) {
      answer = county.inSystem(system, code);
    }
    if (answer == Answer.UNKNOWN && kept(systems, system, this::inFull)) {
      return kept(known, new Asked("", system, code), this::looked);
    }
    return answer;
  }

  /** One that is not here cannot be expanded: that is told where it is required. */
  @Override
  public boolean knows(String valueSet) {
    return true;
  }

  private boolean inFull(String system) {
    return outside(
        () ->
            terminology
                .codeSystem(system)
                .map(CodeSystemContent::about)
                .filter(about -> about.getContent() == CodeSystemContentMode.COMPLETE)
                .isPresent(),
        false);
  }

  private Answer looked(Asked asked) {
    return outside(
        () ->
            terminology
                .codeSystem(asked.system())
                .map(each -> each.find(asked.code()).isPresent() ? Answer.YES : Answer.NO)
                .orElse(Answer.UNKNOWN),
        Answer.UNKNOWN);
  }

  private Answer validated(Asked asked) {
    Parameters sent = new Parameters();
    sent.addParameter("url", new UriType(asked.valueSet()));
    sent.addParameter("code", new CodeType(asked.code()));
    if (asked.system().isEmpty()) {
      sent.addParameter("inferSystem", new BooleanType(true));
    } else {
      sent.addParameter("system", new UriType(asked.system()));
    }
    return outside(
        () -> verdict(new ValidateOperation(terminology).inValueSet(sent, null)), Answer.UNKNOWN);
  }

  private static Answer verdict(Parameters told) {
    boolean unknown =
        told.getParameter().stream().anyMatch(each -> each.getName().endsWith("unknown-system"));
    if (unknown) {
      return Answer.UNKNOWN;
    }
    return told.getParameterBool("result") ? Answer.YES : Answer.NO;
  }

  private static <T> T outside(Supplier<T> question, T impossible) {
    try {
      return question.get();
    } catch (TxException cannotBeTold) {
      return impossible;
    } catch (DataAccessException | StoreException away) {
      throw new DefinitionsUnavailableException(away);
    }
  }
}
