package org.xiangqiao.integration.insurance.desk;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.run.Telling;
import org.xiangqiao.integration.insurance.run.Told;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.WriteOperation;

/**
 * The answer to a claim (结算结果) when it comes to rest, as the next version of its ClaimResponse; and
 * a Task when a person must look. R4 ClaimResponse, Task.
 */
public final class ClaimAnswers implements Telling {

  /** System of {@code ClaimResponse.error.code}, and of a CoverageEligibilityResponse. */
  public static final String STATES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-booking-state";

  private static final Logger LOG = LoggerFactory.getLogger(ClaimAnswers.class);

  private final AnswerBodies bodies;
  private final Disputes disputes;
  private final Clock clock;
  private final Duration quotesLast;

  /**
   * @param quotesLast how long what is uploaded for a quote waits for the claim
   */
  public ClaimAnswers(AnswerBodies bodies, Disputes disputes, Clock clock, Duration quotesLast) {
    this.bodies = bodies;
    this.disputes = disputes;
    this.clock = clock;
    this.quotesLast = quotesLast;
  }

  @Override
  public List<WriteOperation> resources(Told told) {
    Claim claim = bodies.claim(told.ended());
    List<WriteOperation> writes = new ArrayList<>();
    ClaimResponse response = response(told);
    writes.add(new WriteOperation.Update(response, null, null, null));
    List<MappingProblem> disputed = disputed(told, claim);
    if (!disputed.isEmpty()) {
      Disputes.tell(response, disputed);
      Task task = task(told.ended(), "disputed");
      task.setDescription(Disputes.task(disputed));
      task.setFocus(new Reference("Claim/" + told.ended().resourceId()));
      task.setFor(claim.getPatient());
      writes.add(new WriteOperation.Create(task, null, null));
    }
    if (told.ended().state() == BookingState.NEEDS_PERSON) {
      Task task = task(told.ended(), told.ended().state().code());
      task.setDescription(DeskTexts.chinese("task") + " " + DeskTexts.english("task"));
      message(task, told.because());
      task.setFocus(new Reference("Claim/" + told.ended().resourceId()));
      task.setFor(claim.getPatient());
      writes.add(new WriteOperation.Create(task, null, null));
    }
    return writes;
  }

  @Override
  public List<WriteOperation> visit(InsuranceCase ended, Step because) {
    Task task = task(ended, ended.state().code());
    message(task, because);
    task.setDescription(DeskTexts.chinese("task-visit") + " " + DeskTexts.english("task-visit"));
    task.setFocus(new Reference("Encounter/" + ended.resourceId()));
    return List.of(new WriteOperation.Create(task, null, null));
  }

  @Override
  public List<WriteOperation> untold(InsuranceCase ended) {
    Task task = task(ended, ended.state().code());
    task.setDescription(DeskTexts.chinese("untold") + " " + DeskTexts.english("untold"));
    int bar = ended.key().indexOf('|');
    if (bar < 0) {
      task.setFocus(
          new Reference()
              .setType("Encounter")
              .setIdentifier(new Identifier().setValue(ended.key())));
      return List.of(new WriteOperation.Create(task, null, null));
    }
    task.setFocus(
        new Reference()
            .setType("Claim")
            .setIdentifier(
                new Identifier()
                    .setSystem(ended.key().substring(0, bar))
                    .setValue(ended.key().substring(bar + 1))));
    return List.of(new WriteOperation.Create(task, null, null));
  }

  private ClaimResponse response(Told told) {
    InsuranceCase ended = told.ended();
    if (ended.state() == BookingState.BOOKED && ended.goal().undoes()) {
      return standing(told);
    }
    if (ended.state() == BookingState.BOOKED && ended.goal() == Goal.UPLOAD) {
      ClaimResponse priced = bodies.uploaded(ended, told.known().details());
      say(priced, "uploaded");
      return priced;
    }
    if (ended.state() == BookingState.BOOKED
        && ended.goal().purpose() == Goal.Purpose.QUOTE
        && settled(told)) {
      return QuoteAnswers.estimate(
          bodies.settled(ended, told.answer().output(), told.known().details()), quotesLast);
    }
    if (ended.state() == BookingState.BOOKED && settled(told)) {
      return bodies.settled(ended, told.answer().output(), told.known().details());
    }
    ClaimResponse response = bodies.again(ended);
    switch (ended.state()) {
      // Settled before; what it was is told by the answer's former version.
      case BOOKED -> response = bodies.before(ended);
      case CANCELLED_NOT_RESETTLED -> cancelled(response, told);
      case NEEDS_PERSON -> {
        if (ended.goal().undoes() && !told.remaining().contains(StepKind.CANCEL)) {
          cancelled(response, told);
          say(response, ended.state().code() + "-cancelled");
          remains(response, told);
          return response;
        }
        if (ended.goal().undoes()) {
          // What was settled stays told until it is known to be cancelled.
          response = bodies.before(ended);
        } else {
          response.setOutcome(RemittanceOutcome.QUEUED);
        }
      }
      default -> {
        response.setOutcome(RemittanceOutcome.ERROR);
        Refusal.tell(response, told);
      }
    }
    boolean withdrawn =
        ended.state() == BookingState.CANCELLED_NOT_RESETTLED
            && response.getUse() == ClaimResponse.Use.PREDETERMINATION;
    say(response, withdrawn ? "quote-withdrawn" : Refusal.text(told));
    remains(response, told);
    return response;
  }

  private static void cancelled(ClaimResponse response, Told told) {
    response.setStatus(ClaimResponse.ClaimResponseStatus.CANCELLED);
    response.setOutcome(
        told.remaining().isEmpty() ? RemittanceOutcome.COMPLETE : RemittanceOutcome.PARTIAL);
  }

  /**
   * A settlement that was cancelled without its details or visit: what another cancel has to do.
   */
  private void remains(ClaimResponse response, Told told) {
    if (response.getStatus() != ClaimResponse.ClaimResponseStatus.CANCELLED) {
      return;
    }
    for (StepKind kind : told.remaining()) {
      note(response, "remains-" + kind.infno(told.ended().goal().care()));
    }
    if (!told.remaining().isEmpty()) {
      said(response, told);
    }
  }

  /** A cancel that failed: the answer stays what it was, and says so. */
  private ClaimResponse standing(Told told) {
    ClaimResponse response = bodies.before(told.ended());
    say(response, "cancel-failed");
    said(response, told);
    return response;
  }

  /** Of a settlement that was just booked; what is told again was disputed when it was new. */
  private List<MappingProblem> disputed(Told told, Claim claim) {
    InsuranceCase ended = told.ended();
    return ended.state() == BookingState.BOOKED
            && ended.goal().purpose() == Goal.Purpose.SETTLE
            && settled(told)
        ? disputes.of(ended.institution(), claim, told.answer().output(), told.known().details())
        : List.of();
  }

  private static boolean settled(Told told) {
    return told.answer() != null && told.answer().code() == 0;
  }

  static void say(ClaimResponse response, String key) {
    response.setDisposition(DeskTexts.chinese(key));
    response.getProcessNote().clear();
    note(response, key);
  }

  private static void note(ClaimResponse response, String key) {
    response
        .addProcessNote()
        .setText(DeskTexts.chinese(key))
        .setLanguage(DeskTexts.language(Locale.CHINESE));
    response
        .addProcessNote()
        .setText(DeskTexts.english(key))
        .setLanguage(DeskTexts.language(Locale.ENGLISH));
  }

  private static void said(ClaimResponse response, Told told) {
    if (Refusal.worded(told)) {
      response.addProcessNote().setText(told.words());
    }
  }

  @Override
  public String masked(InsuranceCase about, List<String> shown, String words) {
    List<String> numbers = new ArrayList<>(shown);
    try {
      numbers.addAll(bodies.numbers(about));
    } catch (DeskException | StoreException unreadable) {
      // By their forms they are found without.
      LOG.debug("numbers of case {} cannot be read", about.id());
    }
    return new Masking(numbers).masked(words);
  }

  /** By which the platform's office finds it (发送方报文ID). */
  private static void message(Task task, Step step) {
    if (step != null) {
      task.addInput()
          .setType(new CodeableConcept().setText("message-id"))
          .setValue(new StringType(step.messageId()));
      task.addInput()
          .setType(new CodeableConcept().setText("transaction"))
          .setValue(new StringType(step.infno()));
    }
  }

  private Task task(InsuranceCase ended, String code) {
    Task task = new Task();
    task.setStatus(Task.TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setPriority(Task.TaskPriority.URGENT);
    task.setCode(new CodeableConcept().addCoding(new Coding().setSystem(STATES).setCode(code)));
    task.setAuthoredOn(Date.from(clock.instant()));
    return task;
  }
}
