package org.xiangqiao.integration.insurance.desk;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.NoteComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;

/**
 * What a bill would cost (预结算), marked as an estimate that books nothing. R4 ClaimResponse of use
 * predetermination.
 */
final class QuoteAnswers {

  private static final TimeZone CHINA = TimeZone.getTimeZone("Asia/Shanghai");

  private QuoteAnswers() {}

  /**
   * @param quoted amounts as in a settlement, without payment
   * @param lasts how long what was uploaded waits for the claim
   */
  static ClaimResponse estimate(ClaimResponse quoted, Duration lasts) {
    Date asked = quoted.getCreated();
    quoted.setPreAuthPeriod(
        new Period()
            .setStartElement(moment(asked))
            .setEndElement(moment(Date.from(asked.toInstant().plus(lasts)))));
    quoted.setDisposition(DeskTexts.chinese("quote"));
    List<NoteComponent> notes = new ArrayList<>();
    notes.add(note(DeskTexts.chinese("quote"), Locale.CHINESE));
    notes.add(note(DeskTexts.english("quote"), Locale.ENGLISH));
    notes.addAll(quoted.getProcessNote());
    for (int n = 0; n < notes.size(); n++) {
      notes.get(n).setNumber(n + 1);
    }
    quoted.setProcessNote(notes);
    return quoted;
  }

  private static NoteComponent note(String text, Locale language) {
    return new NoteComponent().setText(text).setLanguage(DeskTexts.language(language));
  }

  private static DateTimeType moment(Date moment) {
    return new DateTimeType(moment, TemporalPrecisionEnum.SECOND, CHINA);
  }
}
