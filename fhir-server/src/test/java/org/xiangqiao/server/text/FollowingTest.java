package org.xiangqiao.server.text;

import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.TextSearch.Mode;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.terminology.service.text.TextBackend;

/** A real database and Lucene's files, with short words for what tests do with them. */
abstract class FollowingTest {

  /** Few rows, so that little makes several batches. */
  static final int ROWS = 3;

  @TempDir Path directory;

  OpenStore store;
  TextBackend backend;
  TextOrders orders;

  @BeforeEach
  void open() {
    store = OpenStore.open();
    backend = TextBackend.lucene(directory);
    orders = new TextOrders(store.jdbc());
  }

  @AfterEach
  void close() {
    store.close();
  }

  void organization(String id, String name) {
    organization(1, id, name);
  }

  void organization(int tenant, String id, String name) {
    Organization organization = new Organization();
    organization.setId(id);
    organization.setName(name);
    write(tenant, new WriteOperation.Update(organization, null, null, null));
  }

  void organizations(int number, String name) {
    for (int i = 0; i < number; i++) {
      organization("o" + i, name);
    }
  }

  void write(int tenant, WriteOperation operation) {
    store.store().write(new Caller(tenant, "test", "", "r"), List.of(operation));
  }

  Follower follower(TextBackend where, int generation, long bytes) {
    return new Follower(
        TextIndex.open(where, generation),
        store.opened().changeFeed(),
        new Follower.Batch(ROWS, bytes));
  }

  Follower follower(int generation) {
    return follower(backend, generation, 1 << 20);
  }

  TextIndexes<Follower> indexes() {
    return indexes(new LocalGenerations(backend, TextIndex.NAME));
  }

  TextIndexes<Follower> indexes(Generations generations) {
    return new TextIndexes<>(TextIndex.NAME, this::follower, generations, orders);
  }

  static List<String> find(TextIndex index, String text) {
    return index.find("1/Organization", Mode.CONTENT, List.of(text), null, 100).ids();
  }

  static void settle(TextIndexes<Follower> indexes) {
    while (indexes.turn()) {
      // The next part.
    }
  }
}
