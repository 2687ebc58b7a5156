package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TextRunnerTest extends FollowingTest {

  /** One resource needs more memory than there is; later there is enough. */
  @Test
  void anErrorDoesNotEndTheThread() {
    organization("a", "红岩村卫生室");
    AtomicInteger opened = new AtomicInteger();
    TextIndexes<Follower> indexes =
        new TextIndexes<>(
            TextIndex.NAME,
            generation -> {
              if (opened.incrementAndGet() == 1) {
                throw new OutOfMemoryError("made up");
              }
              return follower(generation);
            },
            new LocalGenerations(backend, TextIndex.NAME),
            orders);
    TextNodes nodes = new TextNodes(store.jdbc());
    TextReport report = new TextReport(nodes, new NodeFile(directory), TextIndex.NAME);
    TextRunner runner = new TextRunner(indexes, report, Duration.ofMillis(20), directory, 1);
    runner.start();
    await().atMost(Duration.ofSeconds(20)).until(() -> runner.health().equals("FAILING"));
    assertThat(runner.isStuck()).isTrue();
    await().atMost(Duration.ofSeconds(20)).until(() -> runner.health().equals("READY"));
    assertThat(runner.failures()).isEqualTo(1);
    assertThat(find(indexes.read().index(), "红岩")).containsExactly("a");
    await().until(() -> nodes.alive().stream().anyMatch(each -> each.state().equals("READY")));
    runner.close();
    assertThat(nodes.alive()).isEmpty();
  }
}
