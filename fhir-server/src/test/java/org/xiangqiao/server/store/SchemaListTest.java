package org.xiangqiao.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.database.SchemaListing;

/**
 * The lists of all modules together cover exactly what their migrations make. What a migration adds
 * is written to {@code target/schema-objects-unlisted.txt}; it belongs into {@code
 * db/schema-objects.txt} of the migration's module.
 */
class SchemaListTest {

  @Test
  void everyObjectOfEveryModuleIsListed() throws IOException {
    List<String> actual = SchemaListing.actual(TestPostgres.database());
    List<String> unlisted = new ArrayList<>(actual);
    unlisted.removeAll(SchemaListing.listed());
    Files.write(Path.of("target/schema-objects-unlisted.txt"), unlisted);
    assertThat(SchemaListing.listed()).containsExactlyInAnyOrderElementsOf(actual);
  }
}
