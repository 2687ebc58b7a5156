package org.xiangqiao.terminology.service.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.database.SchemaListing;

/** The lists of this module and the store's cover exactly what their migrations make. */
class SchemaListTest {

  @Test
  void everyObjectIsListed() throws IOException {
    List<String> actual = SchemaListing.actual(TestPostgres.database());
    List<String> unlisted = new ArrayList<>(actual);
    unlisted.removeAll(SchemaListing.listed());
    Files.write(Path.of("target/schema-objects-unlisted.txt"), unlisted);
    assertThat(SchemaListing.listed()).containsExactlyInAnyOrderElementsOf(actual);
  }
}
