package org.xiangqiao.terminology.builder.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xiangqiao.terminology.validation.CompiledValidator;
import org.xiangqiao.terminology.validation.Finding;

/** Whether the compiled validator finds the errors that HL7's finds: same place, same kind. */
public final class Agreement {

  private static final String WORDS = " | ";

  private final ReferenceValidator reference;
  private final CompiledValidator compiled;
  private final ReferenceVerdicts verdicts;

  /**
   * @param verdicts where what the reference says is kept, or null
   */
  public Agreement(
      ReferenceValidator reference, CompiledValidator compiled, ReferenceVerdicts verdicts) {
    this.reference = reference;
    this.compiled = compiled;
    this.verdicts = verdicts;
  }

  /**
   * What both found, each as {@code kind @ place}.
   *
   * @param reference by HL7's validator
   * @param compiled by ours
   * @param words of both, for those who read a difference
   */
  public record Compared(Set<String> reference, Set<String> compiled, List<String> words) {

    /** Whether both accept or both refuse. */
    public boolean sameVerdict() {
      return reference.isEmpty() == compiled.isEmpty();
    }

    /** Whether both found the same kinds at the same places. */
    public boolean exact() {
      return reference.equals(compiled);
    }

    public Set<String> missed() {
      return without(reference, compiled);
    }

    public Set<String> invented() {
      return without(compiled, reference);
    }

    /** Both sides of what one alone found, with words. */
    public String shown() {
      Set<String> differing = new TreeSet<>(missed());
      differing.addAll(invented());
      return words.stream()
          .filter(each -> differing.contains(each.substring(2, each.indexOf(WORDS))))
          .collect(Collectors.joining("\n    ", "\n    ", ""));
    }

    private static Set<String> without(Set<String> all, Set<String> known) {
      Set<String> rest = new TreeSet<>(all);
      rest.removeAll(known);
      return rest;
    }
  }

  public Compared compare(String json) {
    return compare(json, List.of());
  }

  /**
   * @param profiles canonicals, beside those that the resource declares
   */
  public Compared compare(String json, List<String> profiles) {
    List<String> told = reference(json, profiles);
    List<String> own =
        compiled.validate(json, profiles).stream()
            .filter(Finding::error)
            .map(
                each ->
                    each.issueCode().toCode()
                        + " @ "
                        + each.location()
                        + WORDS
                        + each.ruleId()
                        + " "
                        + each.args())
            .toList();
    List<String> words = new ArrayList<>();
    told.forEach(each -> words.add("- " + each));
    own.forEach(each -> words.add("+ " + each));
    return new Compared(places(told), places(own), words);
  }

  private List<String> reference(String json, List<String> profiles) {
    if (verdicts == null) {
      return told(json, profiles);
    }
    List<String> question = new ArrayList<>(profiles);
    question.add(reference.definitions());
    question.add(json);
    return verdicts.of(ReferenceVerdicts.digest(question), () -> told(json, profiles));
  }

  private List<String> told(String json, List<String> profiles) {
    return reference.errors(json, profiles).stream()
        .map(
            each ->
                each.getType().toCode() + " @ " + each.getLocation() + WORDS + each.getMessage())
        .toList();
  }

  private static Set<String> places(List<String> told) {
    return told.stream()
        .map(each -> each.substring(0, each.indexOf(WORDS)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
