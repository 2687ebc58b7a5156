package org.xiangqiao.terminology.builder.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.CsvResource;
import org.xiangqiao.terminology.message.ClerkMessages;

/** Whoever breaks an invariant of ours is told what to do about it. */
class InvariantRemediesTest {

  @Test
  void everyInvariantOfOurProfilesHasARemedyAndNoOther() {
    Set<String> ours = new TreeSet<>();
    PackageContent.built().profiles().stream()
        .flatMap(profile -> profile.getDifferential().getElement().stream())
        .forEach(element -> element.getConstraint().forEach(rule -> ours.add(rule.getKey())));
    Set<String> told = new TreeSet<>();
    CsvResource.rows(ClerkMessages.class, "invariants.csv")
        .forEach(row -> told.add(row.get("key")));
    assertThat(told).isEqualTo(ours);
  }
}
