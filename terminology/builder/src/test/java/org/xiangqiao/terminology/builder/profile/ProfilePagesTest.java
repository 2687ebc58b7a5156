package org.xiangqiao.terminology.builder.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.builder.profile.Example.Expected;

/**
 * The pages in docs are those of the profiles. To renew them: {@code mvn test -pl
 * terminology/builder -am -Dtest=ProfilePagesTest -Dprofile.pages=write}.
 */
class ProfilePagesTest {

  private final PackageContent content = PackageContent.built();
  private final List<Example> valid = Example.all(true);
  private final List<Example> invalid = Example.all(false);

  @Test
  void pagesAreCurrent() throws IOException {
    Map<String, String> pages = ProfilePages.of(content.profiles(), this::page);
    if (System.getProperty("profile.pages", "").equals("write")) {
      write(pages);
    }
    Map<String, String> present = present();
    assertThat(present.keySet()).isEqualTo(pages.keySet());
    pages.forEach((name, text) -> assertThat(present.get(name)).as(name).isEqualTo(text));
  }

  private ProfilePage page(StructureDefinition profile) {
    Map<String, String> broken = new LinkedHashMap<>();
    of(invalid, profile)
        .forEach(
            example ->
                broken.put(
                    example.name(),
                    example.expected().stream()
                        .map(Expected::message)
                        .collect(Collectors.joining("; "))));
    return new ProfilePage(profile, of(valid, profile).map(Example::name).toList(), broken);
  }

  private static Stream<Example> of(List<Example> examples, StructureDefinition profile) {
    return examples.stream().filter(each -> each.profile().equals(profile.getIdPart()));
  }

  private static Map<String, String> present() throws IOException {
    Map<String, String> present = new TreeMap<>();
    Files.createDirectories(PackageFolder.PAGES);
    try (Stream<Path> files = Files.list(PackageFolder.PAGES)) {
      for (Path file : files.toList()) {
        present.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return present;
  }

  private static void write(Map<String, String> pages) throws IOException {
    for (String gone : present().keySet()) {
      Files.delete(PackageFolder.PAGES.resolve(gone));
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(PackageFolder.PAGES.resolve(page.getKey()), page.getValue());
    }
  }
}
