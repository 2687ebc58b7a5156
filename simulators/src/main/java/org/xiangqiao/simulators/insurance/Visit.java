package org.xiangqiao.simulators.insurance;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** A visit or stay (就诊) in the platform's books; changes only under the books' lock. */
class Visit {

  final String id;
  final String institution;
  final String person;
  final String localNumber;
  final String insuranceType;
  final boolean inpatient;
  final String msgid;
  final LocalDateTime begun;
  final Map<String, FeeLine> lines = new LinkedHashMap<>();
  String medType = "";
  LocalDateTime ended;
  boolean diagnosed;

  Visit(
      String id,
      Call call,
      String person,
      String localNumber,
      String insuranceType,
      boolean inpatient,
      LocalDateTime begun) {
    this.id = id;
    this.institution = call.institution();
    this.msgid = call.msgid();
    this.person = person;
    this.localNumber = localNumber;
    this.insuranceType = insuranceType;
    this.inpatient = inpatient;
    this.begun = begun;
  }
}
