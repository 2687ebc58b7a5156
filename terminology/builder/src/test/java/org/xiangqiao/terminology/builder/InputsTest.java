package org.xiangqiao.terminology.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {

  @TempDir Path folder;
  private Path sources;
  private Path target;

  @BeforeEach
  void sources() throws IOException {
    sources = Files.createDirectories(folder.resolve("sources"));
    target = Files.createDirectories(folder.resolve("target"));
    Files.writeString(sources.resolve("one.yaml"), "resourceType: ValueSet");
  }

  @Test
  void whatWasMadeOfTheSameIsNotMadeAgain() throws IOException {
    assertThat(Inputs.of(sources).made(target)).isFalse();
    Inputs.of(sources).note(target);
    assertThat(Inputs.of(sources).made(target)).as("no package there").isFalse();
    Files.writeString(target.resolve("package.tgz"), "");
    assertThat(Inputs.of(sources).made(target)).isTrue();
  }

  @Test
  void everyChangeOfASourceCounts() throws IOException {
    Files.writeString(target.resolve("package.tgz"), "");
    Inputs.of(sources).note(target);
    Files.writeString(sources.resolve("one.yaml"), "resourceType: CodeSystem");
    assertThat(Inputs.of(sources).made(target)).isFalse();

    Inputs.of(sources).note(target);
    Files.move(sources.resolve("one.yaml"), sources.resolve("other.yaml"));
    assertThat(Inputs.of(sources).made(target)).isFalse();
  }
}
