package org.xiangqiao.terminology.service.validate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.display.Names;
import org.xiangqiao.terminology.service.issue.TxIssue;
import org.xiangqiao.terminology.service.issue.TxIssues;
import org.xiangqiao.terminology.service.property.ConceptStatus;

/** What the check of a code, or of several that mean the same, has found so far. */
final class Findings {

  private final TxIssues issues = new TxIssues();
  private final List<String> messages = new ArrayList<>();
  private final Set<String> unknownSystems = new LinkedHashSet<>();
  private final Set<String> unknownCodes = new LinkedHashSet<>();
  private final List<TxIssue> doubts = new ArrayList<>();
  private final Names names = new Names();
  private boolean inactive;
  private String inactivePlace;
  private String status;
  private String statusCode;
  private String normalCode;
  private String impliedSystem;
  private String version;

  TxIssues issues() {
    return issues;
  }

  void add(TxIssue issue) {
    issues.add(issue);
  }

  /** Counts unless the code turns out to be right: another version may have it. */
  void doubt(TxIssue issue) {
    doubts.add(issue);
  }

  void settle(Verdict verdict) {
    if (verdict != Verdict.YES && !doubts.isEmpty()) {
      issues.add(doubts.get(0));
    }
    doubts.clear();
  }

  /** Says it in the message too. */
  void tell(TxIssue issue) {
    issues.add(issue);
    tell(issue.text());
  }

  void tell(String text) {
    if (!messages.contains(text)) {
      messages.add(text);
    }
  }

  List<String> messages() {
    return messages;
  }

  /** False if it was known already. */
  boolean unknownSystem(String canonical) {
    return unknownSystems.add(canonical);
  }

  Set<String> unknownSystems() {
    return unknownSystems;
  }

  /** False if it was known already. */
  boolean unknownCode(String canonical) {
    return unknownCodes.add(canonical);
  }

  Names names() {
    return names;
  }

  /** What the last concept that was looked at left, which the next one replaces. */
  record Seen(
      boolean inactive, String inactivePlace, String status, String statusCode, String version) {}

  Seen seen() {
    return new Seen(inactive, inactivePlace, status, statusCode, version);
  }

  void recall(Seen seen) {
    inactive = seen.inactive;
    inactivePlace = seen.inactivePlace;
    status = seen.status;
    statusCode = seen.statusCode;
    version = seen.version;
  }

  void see(Concept concept, String place) {
    inactive = concept.inactive();
    inactivePlace = place;
    status = ConceptStatus.of(concept);
    statusCode = concept.code();
  }

  void seeInactive(Concept concept, String place) {
    see(concept, place);
    inactive = true;
  }

  void forgetInactive() {
    inactive = false;
  }

  boolean inactive() {
    return inactive;
  }

  /** The code that inactive and status are about. */
  String statusCode() {
    return statusCode;
  }

  String inactivePlace() {
    return inactivePlace;
  }

  String status() {
    return status;
  }

  void normalCode(String code) {
    normalCode = code;
  }

  String normalCode() {
    return normalCode;
  }

  void impliedSystem(String system) {
    impliedSystem = system;
  }

  String impliedSystem() {
    return impliedSystem;
  }

  void version(String found) {
    version = found;
  }

  String version() {
    return version;
  }
}
