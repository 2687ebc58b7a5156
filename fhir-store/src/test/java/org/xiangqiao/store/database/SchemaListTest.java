package org.xiangqiao.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.TestPostgres;

/**
 * {@code db/schema-objects.txt} lists exactly what the migrations make. After a new migration, take
 * over {@code target/schema-objects.txt}.
 */
class SchemaListTest {

  @Test
  void listsEverythingThatTheMigrationsMake() throws IOException {
    List<String> actual = SchemaListing.actual(TestPostgres.database());
    Files.write(Path.of("target/schema-objects.txt"), actual);
    assertThat(SchemaListing.listed()).containsExactlyElementsOf(actual);
  }
}
