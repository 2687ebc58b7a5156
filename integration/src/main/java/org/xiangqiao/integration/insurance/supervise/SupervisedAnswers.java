package org.xiangqiao.integration.insurance.supervise;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ErrorComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.run.Telling;
import org.xiangqiao.integration.insurance.run.Told;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.WriteOperation;

/**
 * Answers that tell what the check before settlement found: hits that refused as {@code error},
 * others as {@code processNote} after those of the platform. R4 ClaimResponse.
 */
public final class SupervisedAnswers implements Telling {

  private static final Logger LOG = LoggerFactory.getLogger(SupervisedAnswers.class);

  private static final char BAR = '|';

  private final Telling answers;
  private final Supervisor supervisor;

  public SupervisedAnswers(Telling answers, Supervisor supervisor) {
    this.answers = answers;
    this.supervisor = supervisor;
  }

  @Override
  public List<WriteOperation> resources(Told told) {
    List<WriteOperation> writes = answers.resources(told);
    writes.stream()
        .map(SupervisedAnswers::response)
        .flatMap(Optional::stream)
        .forEach(
            response -> {
              refused(response, told.problems());
              if (told.ended().state() != BookingState.CANCELLED_NOT_RESETTLED) {
                noted(response, told.ended());
              }
            });
    return writes;
  }

  @Override
  public List<WriteOperation> visit(InsuranceCase ended, Step because) {
    return answers.visit(ended, because);
  }

  @Override
  public String masked(InsuranceCase about, List<String> shown, String words) {
    return answers.masked(about, shown, words);
  }

  @Override
  public List<WriteOperation> untold(InsuranceCase ended) {
    return answers.untold(ended);
  }

  private static Optional<ClaimResponse> response(WriteOperation write) {
    return write instanceof WriteOperation.Update update
            && update.resource() instanceof ClaimResponse response
        ? Optional.of(response)
        : Optional.empty();
  }

  private void refused(ClaimResponse response, List<Problem> problems) {
    List<Problem> hits =
        problems.stream().filter(problem -> rule(problem.rule()).isPresent()).toList();
    if (hits.isEmpty()) {
      return;
    }
    response
        .getError()
        .removeIf(error -> rule(error.getCode().getCodingFirstRep().getCode()).isPresent());
    hits.forEach(hit -> response.addError(error(hit)));
    // Before the platform's own audit something was sent.
    String key = hits.stream().anyMatch(hit -> platforms(hit.rule())) ? "audited" : "refused";
    response.setDisposition(SupervisionTexts.text(Locale.CHINESE, key));
    response.getProcessNote().clear();
    note(response, SupervisionTexts.text(Locale.CHINESE, key), Locale.CHINESE);
    note(response, SupervisionTexts.text(Locale.ROOT, key), Locale.ENGLISH);
  }

  /** Those of the platform's audit are written as system and code. */
  private static boolean platforms(String rule) {
    return rule != null && rule.indexOf(BAR) > 0;
  }

  /** Empty if it is no rule that a bill is checked against. */
  private Optional<Coding> rule(String rule) {
    if (platforms(rule)) {
      int bar = rule.indexOf(BAR);
      return Optional.of(
          new Coding().setSystem(rule.substring(0, bar)).setCode(rule.substring(bar + 1)));
    }
    return supervisor.knows(rule)
        ? Optional.of(new Coding().setSystem(Issues.RULES).setCode(rule))
        : Optional.empty();
  }

  private ErrorComponent error(Problem hit) {
    return new ErrorComponent()
        .setCode(
            new CodeableConcept(rule(hit.rule()).orElseThrow())
                .setText(
                    String.join(
                        " ",
                        hit.place() + ":",
                        hit.zh(),
                        hit.remedyZh(),
                        hit.en(),
                        hit.remedyEn())));
  }

  /** What money did must be told even if this cannot. */
  private void noted(ClaimResponse response, InsuranceCase ended) {
    try {
      supervisor.found(ended).stream()
          .filter(issue -> issue.getSeverity() != DetectedIssueSeverity.HIGH)
          .forEach(issue -> note(response, text(issue), null));
    } catch (StoreException | DataAccessException | TransactionException later) {
      throw later;
    } catch (RuntimeException failed) {
      LOG.error(
          "claim case {}: its hits could not be told: {}", ended.id(), failed.getClass().getName());
    }
  }

  private static String text(DetectedIssue issue) {
    Coding rule = issue.getCode().getCodingFirstRep();
    return "["
        + rule.getCode()
        + "] "
        + issue.getEvidenceFirstRep().getCodeFirstRep().getText()
        + ": "
        + issue.getDetail();
  }

  private static void note(ClaimResponse response, String text, Locale locale) {
    ClaimResponse.NoteComponent note = response.addProcessNote().setText(text);
    note.setNumber(response.getProcessNote().size());
    if (locale != null) {
      note.setLanguage(
          new CodeableConcept(
              new Coding().setSystem("urn:ietf:bcp:47").setCode(locale.toLanguageTag())));
    }
  }
}
