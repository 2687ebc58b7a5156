package org.xiangqiao.server.fhirpackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.store.OpenStore.FHIR;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.xiangqiao.server.fhirpackage.PackageAtStart.State;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;

/** What passes is tried again; what is refused is told. */
class PackageAtStartTest {

  private final OpenStore open = OpenStore.open();

  @AfterEach
  void close() {
    open.close();
  }

  private PackageAtStart start(RuntimeException... failures) {
    Deque<RuntimeException> first = new ArrayDeque<>(List.of(failures));
    Supplier<FhirPackage> shipped =
        () -> {
          if (!first.isEmpty()) {
            throw first.pop();
          }
          return PackageTar.of(
              "1.0.0",
              "{\"resourceType\":\"ValueSet\",\"id\":\"a\",\"url\":\"https://example.org/a\","
                  + "\"status\":\"active\"}");
        };
    PackageInstaller installer = new PackageInstaller(open.store(), FHIR, open.dataSource());
    PackageAtStart start =
        new PackageAtStart(installer, shipped, new PackageSettings(true), Duration.ofMillis(1));
    assertThat(new PackageHealth(start).health().getStatus()).isEqualTo(Status.UP);
    start.onApplicationEvent(null);
    return start;
  }

  private static RuntimeException refusal(Kind kind) {
    return StoreProblem.of(kind, "", "database-unavailable").exception();
  }

  @Test
  void itIsTriedAgainUntilItIsThere() throws InterruptedException {
    PackageAtStart start =
        start(
            refusal(Kind.UNAVAILABLE),
            refusal(Kind.TIMEOUT),
            new IllegalStateException("a pool that closes"),
            new NullPointerException("a fault of ours"));
    await().until(() -> start.state() == State.INSTALLED);
    assertThat(new PackageHealth(start).health().getStatus()).isEqualTo(Status.UP);
    assertThat(open.store().read(new Caller(0, "test", "", "test"), "ValueSet", "a")).isPresent();
    start.destroy();
  }

  @Test
  void aRefusalIsFinalAndTold() throws InterruptedException {
    PackageAtStart start = start(refusal(Kind.UNPROCESSABLE));
    await().until(() -> start.state() == State.REFUSED);
    assertThat(new PackageHealth(start).health().getStatus()).isEqualTo(new Status("LAGGING"));
    assertThat(new PackageHealth(start).health().getDetails())
        .containsEntry("state", State.REFUSED);
    start.destroy();
  }
}
