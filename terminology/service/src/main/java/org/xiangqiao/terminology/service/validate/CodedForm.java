package org.xiangqiao.terminology.service.validate;

/** In which form the code to check was given. */
public enum CodedForm {
  CODE(""),
  CODING("Coding"),
  CODEABLE_CONCEPT("CodeableConcept");

  private final String place;

  CodedForm(String place) {
    this.place = place;
  }

  /** How places in issues begin. */
  String place() {
    return place;
  }

  String place(int coding) {
    return this == CODEABLE_CONCEPT ? place + ".coding[" + coding + "]" : place;
  }
}
