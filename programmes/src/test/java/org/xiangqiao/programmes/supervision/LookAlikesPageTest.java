package org.xiangqiao.programmes.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page in docs names the look-alikes of the cases. To renew it: {@code mvn test -pl programmes
 * -am -Dtest=LookAlikesPageTest -Dlookalikes.page=write}.
 */
class LookAlikesPageTest {

  private static final Path PAGE = Path.of("../docs/insurance/look-alikes.md");

  @Test
  void thePageIsCurrent() throws IOException {
    String page = page();
    if (System.getProperty("lookalikes.page", "").equals("write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Legitimate look-alikes (合规但相似的费用)

            Bills that resemble a hit of a rule of [checks.md](checks.md), and pass. Each is a test \
            case: it is the hit named beside it with one thing changed, passes all rules together, \
            and is a hit again when the change is taken back. A bill of this kind that is told all \
            the same is an error of Xiangqiao: report it with rule and case.

            This page is written from the cases in \
            `programmes/src/test/resources/org/xiangqiao/programmes/supervision/`.
            """);
    for (Rule rule : Rules.shipped().all()) {
      page.append("\n## ").append(rule.id()).append('\n').append(rule.title().zh());
      page.append(". ").append(rule.title().en()).append(".\n\n");
      page.append("| look-alike | the hit that it resembles | why it passes |\n|---|---|---|\n");
      for (LookAlike one : LookAlike.of(rule.id())) {
        page.append("| ").append(one.name());
        page.append(" | ").append(one.like().name());
        page.append(" | ").append(one.why()).append(" |\n");
      }
    }
    return page.toString();
  }
}
