package org.xiangqiao.terminology.builder.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.builder.profile.Agreement.Compared;
import org.xiangqiao.terminology.builder.profile.Mutations.Kind;
import org.xiangqiao.terminology.builder.profile.Mutations.Mutant;

/**
 * The compiled validator refuses what HL7's refuses, and nothing else; where they differ on
 * purpose, docs/conformance/validation.md says why. {@code -Dagreement.each} is the number of
 * mutations of each kind and example ({@code -Psuites}: all), 0 for one of every third example.
 */
class AgreementTest {

  private static final long SEED = 20261122;

  private final PackageContent content = PackageContent.built();
  private final Agreement agreement = new Agreement(content.validator(), content.compiled(), null);

  @Test
  void findsTheSameInAllExamples() {
    List<Example> all = new ArrayList<>(Example.all(true));
    all.addAll(Example.all(false));
    List<String> different = new ArrayList<>();
    for (Example example : all) {
      Compared compared = agreement.compare(example.json());
      if (!compared.missed().isEmpty() || !compared.invented().isEmpty()) {
        different.add(example + " " + compared);
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void refusesTheSameMutations() {
    int each = Integer.getInteger("agreement.each", 0);
    Mutations mutations = new Mutations(SEED);
    List<Example> examples = Example.all(true);
    List<String> different = new ArrayList<>();
    int count = 0;
    int exact = 0;
    for (int i = 0; i < examples.size(); i += each == 0 ? 3 : 1) {
      for (Kind kind : Kind.values()) {
        for (int n = 0; n < Math.max(1, each); n++) {
          Mutant mutant = mutations.of(examples.get(i).json(), kind, examples.get(i).toString(), n);
          if (mutant != null) {
            Compared compared = agreement.compare(mutant.json());
            count++;
            exact += compared.missed().isEmpty() && compared.invented().isEmpty() ? 1 : 0;
            if (!compared.sameVerdict()) {
              different.add(examples.get(i) + " " + kind + " " + mutant.where() + " " + compared);
            }
          }
        }
      }
    }
    assertThat(different).isEmpty();
    // Places and kinds of single findings may differ here and there, as the page says.
    assertThat(exact).isGreaterThan(count * 95 / 100);
  }
}
