package org.xiangqiao.terminology.builder;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.builder.codes.AbsentCodeSystems;
import org.xiangqiao.terminology.builder.codes.CodeTableSystems;
import org.xiangqiao.terminology.builder.page.CodeSystemPage;
import org.xiangqiao.terminology.builder.source.SourceFolder;
import org.xiangqiao.terminology.builder.source.YamlResources;

class CodeSystemPageTest {

  /** Written anew by the builder with {@code docs/fhir} as its third argument. */
  @Test
  void thePageIsCurrent() throws IOException {
    Path sources = Path.of("../package/src/main/fhir");
    PackageInfo info = PackageInfo.read(sources.resolve("package.yaml"));
    List<Resource> all =
        new SourceFolder(new YamlResources(FhirContext.forR4Cached())).read(sources);
    List<PackageStep> steps =
        List.of(
            new CodeTableSystems(CodeTables.load(), info.canonical()),
            new AbsentCodeSystems(),
            new Metadata(info));
    for (PackageStep step : steps) {
      all = step.apply(all);
    }
    assertThat(Files.readString(Path.of("../../docs/fhir", CodeSystemPage.FILE)))
        .isEqualTo(CodeSystemPage.of(all));
  }
}
