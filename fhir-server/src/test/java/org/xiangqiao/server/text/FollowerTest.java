package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.xiangqiao.store.TextSearch.Mode;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.terminology.service.text.TextBackend;

/** One generation over a real database's change feed: crashes, shares, portions. */
class FollowerTest extends FollowingTest {

  @Test
  void whoWasKilledBetweenContentsAndPlaceMissesNothing() {
    for (int i = 0; i < 8; i++) {
      organization("o" + i, "青石镇卫生院");
    }
    try (Follower first = follower(1)) {
      assertThat(first.step()).isTrue();
      // Killed here: contents of the next step are written, its place is not.
      first
          .index()
          .write(
              List.of(
                  new ResourceDocument(1, "Organization", "o3", new ResourceText("", "青石镇卫生院"))),
              Set.of());
    }
    organization("o0", "白石镇卫生院");
    write(1, new WriteOperation.Delete("Organization", "o3", null, null));
    try (Follower second = follower(1)) {
      while (second.step()) {
        // The next rows.
      }
      assertThat(find(second.index(), "青石"))
          .containsExactlyInAnyOrder("o1", "o2", "o4", "o5", "o6", "o7");
      assertThat(find(second.index(), "白石")).containsExactly("o0");
    }
  }

  /** What is on the disk at the moment of kill -9: nothing was closed, a lock is there. */
  @Test
  void aKilledServerFindsWhatWasCommittedAndNotIndexed(@TempDir Path after) throws IOException {
    organization("before", "红岩村卫生室");
    try (Follower killed = follower(1)) {
      assertThat(killed.step()).isFalse();
      organization("between", "青石镇卫生院");
      FileSystemUtils.copyRecursively(directory, after);
    }
    try (Follower again = follower(TextBackend.lucene(after), 1, 1 << 20)) {
      assertThat(find(again.index(), "青石")).isEmpty();
      assertThat(again.step()).isFalse();
      assertThat(find(again.index(), "青石")).containsExactly("between");
      assertThat(find(again.index(), "红岩")).containsExactly("before");
      assertThat(again.rows()).isEqualTo(1);
    }
  }

  @Test
  void aBusyCountyKeepsNoOtherWaiting() {
    organizations(20, "青石镇卫生院");
    organization(2, "quiet", "白石镇卫生院");
    try (Follower follower = follower(1)) {
      assertThat(follower.step()).isTrue();
      assertThat(
              follower.index().find("2/Organization", Mode.CONTENT, List.of("白石"), null, 9).ids())
          .containsExactly("quiet");
    }
  }

  @Test
  void resourcesLargerThanAPortionAreReadOneByOne() {
    organizations(5, "青石镇卫生院");
    try (Follower follower = follower(backend, 1, 1)) {
      while (follower.step()) {
        // The next rows.
      }
      assertThat(find(follower.index(), "青石")).hasSize(5);
    }
  }

  /** Of a definition that the county deleted, the text of the shared one is not the county's. */
  @Test
  void whatACountyDeletedIsNotReplacedByWhatAllShare() {
    for (int tenant : new int[] {0, 1}) {
      ValueSet set = new ValueSet();
      set.setId("set");
      set.setTitle(tenant == 0 ? "全国民族" : "本县民族");
      write(tenant, new WriteOperation.Update(set, null, null, null));
    }
    write(1, new WriteOperation.Delete("ValueSet", "set", null, null));
    try (Follower follower = follower(1)) {
      while (follower.step()) {
        // The next rows.
      }
      assertThat(follower.index().find("1/ValueSet", Mode.CONTENT, List.of("民族"), null, 9).ids())
          .isEmpty();
      assertThat(follower.index().find("0/ValueSet", Mode.CONTENT, List.of("民族"), null, 9).ids())
          .containsExactly("set");
    }
  }
}
