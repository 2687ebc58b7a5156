package org.xiangqiao.bench.oracle.query;

import java.util.List;

/** Searches that are always made: each shows an accepted difference that chance seldom meets. */
final class Witnesses {

  private Witnesses() {}

  static List<SearchCase> all() {
    return List.of(
        search("Observation", "_tag", "|goes", "_tag"),
        search("Patient", "identifier", "https://oracle.example/id|", "token system|"),
        search("Patient", "given", "ming", "string start"),
        search("Observation", "value-quantity:missing", "false", "quantity:missing"),
        search("Observation", "date", "eq2022-03-01", "date eq"),
        search("Patient", "organization", "#org", "reference Type/id"),
        search("RiskAssessment", "probability", "le0.25", "number le"),
        search("Observation", "value-quantity", "lt0||mg", "quantity lt"),
        search("ExplanationOfBenefit", "coverage:missing", "true", "reference:missing"),
        search("Observation", "subject:missing", "false", "reference:missing"),
        search("Condition", "code:missing", "true", "token:missing"),
        search("Practitioner", "email", "|Zhang.Wei@oracle.example", "token |code"),
        search("Task", "focus.patient._id", "sup-pat-1", "chain of 2"),
        search("Patient", "_filter", "gender eq |other", "_filter"),
        search("Patient", "_filter", "not (gender eq other)", "_filter"),
        search(
            "Procedure", "instantiates-uri:above", "http://protocol.example/a/more", "uri:above"),
        search(
            "Group",
            "characteristic-value",
            "https://oracle.example/char|bp$|true",
            "composite token-token"));
  }

  private static SearchCase search(String type, String name, String value, String feature) {
    return SearchCase.of(type, new Criterion(name, value, feature));
  }
}
