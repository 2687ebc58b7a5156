package org.xiangqiao.integration.insurance.eligibility;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.book.PersonDigest;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.Intake;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Node;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/**
 * Tells a counter who is insured and how (参保查询). Question, answer and Coverages are stored in one
 * transaction, after the platform answered; without an answer nothing is.
 */
public final class EligibilityDesk implements AutoCloseable {

  private static final String REQUEST = "urn:uuid:00000000-0000-4000-8000-000000000001";

  /** How often another counter may be faster to store the same Coverage. */
  private static final int ATTEMPTS = 5;

  private final FhirStore store;
  private final Lines lines;
  private final Intake intake;
  private final QuestionReader questions;
  private final EligibilityAnswers answers;
  private final KnownCoverages coverages;
  private final Askers askers;
  private final boolean accumulated;

  /**
   * @param institutions that a county has here
   * @param checks of an institution's province
   * @param most questions at once
   * @param wait for the platform's answers together
   */
  public EligibilityDesk(
      FhirStore store,
      FhirContext fhir,
      Lines lines,
      Intake intake,
      Function<Integer, List<String>> institutions,
      Function<String, FieldCheck> checks,
      Dictionaries dictionaries,
      TransactionTable table,
      PersonDigest persons,
      int most,
      Duration wait,
      Clock clock) {
    this.store = store;
    this.lines = lines;
    this.intake = intake;
    this.questions = new QuestionReader(store, fhir, institutions, checks, clock);
    List<Node> sums = table.transaction("5206").nodes(Direction.OUT);
    this.accumulated = !sums.isEmpty();
    this.answers = new EligibilityAnswers(dictionaries, sums, clock);
    this.coverages = new KnownCoverages(store, fhir, persons);
    this.askers = new Askers(most, wait);
  }

  /**
   * @param credential what the person showed; sent, and kept nowhere
   * @return the CoverageEligibilityResponse as it was stored
   * @throws DeskException if it is not taken, or the platform gave no answer; nothing is stored
   */
  public StoredResource submit(
      Caller caller, CoverageEligibilityRequest request, Credential credential, Counter counter)
      throws InterruptedException {
    Question question = questions.read(caller, request, credential, counter);
    intake.own(caller, question.institution(), "CoverageEligibilityRequest.provider");
    intake.open(question.institution());
    Line line = lines.of(question.institution());
    PlatformQuestions.Told told =
        askers.ask(() -> new PlatformQuestions(line, question, accumulated).ask());
    if (told instanceof PlatformQuestions.Told.Person person) {
      return keep(caller, question, person.file());
    }
    String text = ((PlatformQuestions.Told.Refused) told).text();
    return write(caller, question, answers.refused(question, text), List.of());
  }

  private StoredResource keep(Caller caller, Question question, PersonFile file) {
    for (int attempt = 1; ; attempt++) {
      try {
        return keepOnce(caller, question, file);
      } catch (StoreException faster) {
        if (!raced(faster) || attempt == ATTEMPTS) {
          throw faster;
        }
      }
    }
  }

  private StoredResource keepOnce(Caller caller, Question question, PersonFile file) {
    List<Coverage> told = answers.coverages(question, file);
    List<KnownCoverages.Kept> kept =
        coverages.keep(caller, question.patient().getIdElement().getIdPart(), told);
    List<Reference> references =
        kept.stream().map(one -> new Reference("Coverage/" + one.id())).toList();
    return write(
        caller,
        question,
        answers.told(question, file, references),
        kept.stream().flatMap(one -> one.write().stream()).toList());
  }

  private StoredResource write(
      Caller caller,
      Question question,
      CoverageEligibilityResponse response,
      List<WriteOperation> more) {
    CoverageEligibilityRequest request = question.request().copy();
    request.setId((String) null);
    response.setRequest(new Reference(REQUEST));
    List<WriteOperation> writes = new ArrayList<>();
    writes.add(new WriteOperation.Create(response, null, null));
    writes.add(new WriteOperation.Create(request, null, REQUEST));
    writes.addAll(more);
    return store.write(caller, writes).get(0).resource();
  }

  /** Somebody else stored or changed one of the Coverages since they were read. */
  private static boolean raced(StoreException refused) {
    return refused.kind() == StoreProblem.Kind.PRECONDITION_FAILED
        || refused.kind() == StoreProblem.Kind.CONFLICT;
  }

  @Override
  public void close() {
    askers.close();
  }
}
