package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.TextSearch.Mode;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.terminology.service.text.TextBackend;

/** The index over a real database's change feed: crashes, broken files, new generations. */
class FollowerTest {

  @TempDir Path directory;

  private OpenStore store;
  private TextBackend backend;

  @BeforeEach
  void open() {
    store = OpenStore.open();
    backend = TextBackend.lucene(directory);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void organization(String id, String name) {
    Organization organization = new Organization();
    organization.setId(id);
    organization.setName(name);
    write(new WriteOperation.Update(organization, null, null, null));
  }

  private void write(WriteOperation operation) {
    store.store().write(new Caller(1, "test", "", "r"), List.of(operation));
  }

  private Follower follower(int generation) {
    return Follower.open(
        TextIndex.open(backend, generation), store.opened().changeFeed(), store.store(), 3);
  }

  private TextIndexes<Follower> indexes() {
    return new TextIndexes<>(
        TextIndex.NAME,
        this::follower,
        new LocalGenerations(backend, TextIndex.NAME),
        new TextOrders(store.jdbc()));
  }

  private static List<String> find(TextIndex index, String text) {
    return index.find("1/Organization", Mode.CONTENT, List.of(text), null, 100).ids();
  }

  private static void settle(TextIndexes<Follower> indexes) {
    while (indexes.turn()) {
      // The next part.
    }
  }

  @Test
  void whoWasKilledBetweenContentsAndPlaceMissesNothing() {
    for (int i = 0; i < 8; i++) {
      organization("o" + i, "青石镇卫生院");
    }
    try (Follower first = follower(1)) {
      assertThat(first.step()).isEqualTo(3);
      // Killed here: contents of the next step are written, its place is not.
      first
          .index()
          .write(
              List.of(
                  new ResourceDocument(1, "Organization", "o3", new ResourceText("", "青石镇卫生院"))),
              Set.of());
    }
    organization("o0", "白石镇卫生院");
    write(new WriteOperation.Delete("Organization", "o3", null, null));
    try (Follower second = follower(1)) {
      while (second.step() > 0) {
        // The next rows.
      }
      assertThat(find(second.index(), "青石"))
          .containsExactlyInAnyOrder("o1", "o2", "o4", "o5", "o6", "o7");
      assertThat(find(second.index(), "白石")).containsExactly("o0");
    }
  }

  @Test
  void aBrokenIndexIsBuiltAnew() throws IOException {
    organization("a", "红岩村卫生室");
    TextIndexes<Follower> indexes = indexes();
    settle(indexes);
    assertThat(find(indexes.read().index(), "红岩")).containsExactly("a");
    indexes.closeAll();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("segments")).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    TextIndexes<Follower> again = indexes();
    for (int i = 0; i < 20 && again.read() == null; i++) {
      try {
        again.turn();
      } catch (RuntimeException broken) {
        again.recover(broken);
      }
    }
    settle(again);
    assertThat(find(again.read().index(), "红岩")).containsExactly("a");
    again.closeAll();
  }

  @Test
  void anotherDatabaseAndAnOrderMeanANewGeneration() {
    organization("a", "红岩村卫生室");
    TextIndexes<Follower> indexes = indexes();
    settle(indexes);
    int first = indexes.read().number();
    new TextOrders(store.jdbc()).add(TextOrders.REBUILD);
    settle(indexes);
    assertThat(indexes.read().number()).isGreaterThan(first);
    assertThat(find(indexes.read().index(), "红岩")).containsExactly("a");
    indexes.closeAll();
    store.jdbc().update("update change_epoch set started_at = started_at + interval '1 day'");
    TextIndexes<Follower> restored = indexes();
    settle(restored);
    assertThat(restored.read().number()).isGreaterThan(0);
    assertThat(find(restored.read().index(), "红岩")).containsExactly("a");
    restored.closeAll();
  }
}
