package org.xiangqiao.mappings.hl7v2;

import ca.uhn.hl7v2.model.DataTypeException;
import ca.uhn.hl7v2.model.v251.datatype.ELD;
import ca.uhn.hl7v2.model.v251.datatype.ERL;
import ca.uhn.hl7v2.model.v251.message.ACK;
import ca.uhn.hl7v2.model.v251.segment.ERR;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xiangqiao.mappings.MappingProblem;

/** Problems as ERR segments: place, code of HL7 table 0357, our rule, texts for people. */
final class ErrorSegments {

  private static final String INTERNAL_ERROR = "207";
  private static final Pattern PLACE =
      Pattern.compile("([A-Z][A-Z0-9]{2})(?:\\[(\\d+)])?(?:-(\\d+)(?:\\[(\\d+)])?(?:\\.(\\d+))?)?");

  private final NameTable codes = new NameTable("error-codes.csv", "rule");
  private final NameTable conditions = new NameTable("error-conditions.csv", "code");

  /** v2.5 and later: one ERR each. */
  void add(ACK ack, List<MappingProblem> problems) throws DataTypeException {
    for (int i = 0; i < problems.size(); i++) {
      MappingProblem problem = problems.get(i);
      ERR err = ack.getERR(i);
      Matcher place = PLACE.matcher(problem.place());
      if (place.matches()) {
        location(err.getErrorLocation(0), place);
      }
      String code = code(problem);
      err.getHL7ErrorCode().getIdentifier().setValue(code);
      err.getHL7ErrorCode().getText().setValue(condition(code));
      err.getHL7ErrorCode().getNameOfCodingSystem().setValue("HL70357");
      err.getSeverity().setValue("E");
      err.getApplicationErrorCode().getIdentifier().setValue(problem.rule());
      err.getDiagnosticInformation().setValue(problem.place() + " " + problem.rule());
      err.getUserMessage().setValue(text(problem));
    }
  }

  /** v2.4: one ERR, a repetition of ERR-1 each. */
  void addInOldForm(ACK ack, List<MappingProblem> problems) throws DataTypeException {
    for (int i = 0; i < problems.size(); i++) {
      MappingProblem problem = problems.get(i);
      ELD location = ack.getERR().getErrorCodeAndLocation(i);
      Matcher place = PLACE.matcher(problem.place());
      if (place.matches()) {
        location.getSegmentID().setValue(place.group(1));
        location.getSegmentSequence().setValue(place.group(2) == null ? "1" : place.group(2));
        location.getFieldPosition().setValue(place.group(3));
      }
      String code = code(problem);
      location.getCodeIdentifyingError().getIdentifier().setValue(code);
      location.getCodeIdentifyingError().getText().setValue(condition(code));
      location.getCodeIdentifyingError().getNameOfCodingSystem().setValue("HL70357");
      location.getCodeIdentifyingError().getAlternateIdentifier().setValue(problem.rule());
      location.getCodeIdentifyingError().getAlternateText().setValue(text(problem));
    }
  }

  private static void location(ERL location, Matcher place) throws DataTypeException {
    location.getSegmentID().setValue(place.group(1));
    location.getSegmentSequence().setValue(place.group(2) == null ? "1" : place.group(2));
    location.getFieldPosition().setValue(place.group(3));
    location.getFieldRepetition().setValue(place.group(4));
    location.getComponentNumber().setValue(place.group(5));
  }

  private String code(MappingProblem problem) {
    return codes.find(problem.rule(), "code").orElse(INTERNAL_ERROR);
  }

  private String condition(String code) {
    return conditions.find(code, "text").orElseThrow();
  }

  private static String text(MappingProblem problem) {
    return problem.text(Locale.CHINESE)
        + problem.remedy(Locale.CHINESE)
        + " / "
        + problem.text(Locale.ENGLISH)
        + " "
        + problem.remedy(Locale.ENGLISH);
  }
}
