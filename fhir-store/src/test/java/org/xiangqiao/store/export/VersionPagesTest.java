package org.xiangqiao.store.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.patient;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.export.VersionPages.Page;
import org.xiangqiao.store.export.VersionPages.Size;
import org.xiangqiao.store.export.VersionPages.Version;

class VersionPagesTest {

  private static final int TENANT = CALLER.tenantId();
  private static final Size LARGE = new Size(100, 1 << 20);

  private OpenStore open;
  private VersionPages pages;

  @BeforeEach
  void begin() {
    open = OpenStore.open();
    pages = new VersionPages(open.dataSource());
  }

  @AfterEach
  void end() {
    open.close();
  }

  @Test
  void givesWhatIsThereNowOncePageByPage() {
    List<String> there = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      there.add(open.create(patient()).id());
    }
    update(there.get(0));
    open.delete("Patient", there.remove(3));

    assertThat(allCurrent(new Size(2, 1 << 20))).containsExactlyElementsOf(there);
    assertThat(allCurrent(new Size(100, 1))).containsExactlyElementsOf(there);
    assertThat(pages.current(TENANT, "Patient", null, 0, Long.MAX_VALUE, new Size(100, 1)))
        .as("a page ends with what exceeds its bytes")
        .matches(page -> page.versions().size() == 1 && !page.last());
    assertThat(pages.current(TENANT, "Patient", null, 0, 0, LARGE).versions()).isEmpty();
    assertThat(pages.current(TENANT + 1, "Patient", null, 0, Long.MAX_VALUE, LARGE).versions())
        .isEmpty();
  }

  @Test
  void leavesOutWhatDidNotChangeSince() {
    open.create(patient());
    open.jdbc().update("update resource_patient set last_updated = now() - interval '1 day'");
    String young = open.create(patient()).id();
    Instant since = Instant.now().minus(Duration.ofHours(1));
    assertThat(pages.current(TENANT, "Patient", since, 0, Long.MAX_VALUE, LARGE).versions())
        .extracting(Version::id)
        .containsExactly(young);
  }

  @Test
  void givesEveryVersionOfATimeHistoryToo() {
    Instant before = Instant.now().minusSeconds(5);
    String id = open.create(patient()).id();
    update(id);
    update(id);
    String gone = open.create(patient()).id();
    open.delete("Patient", gone);
    Instant after = Instant.now().plusSeconds(5);

    assertThat(pages.typesWritten(TENANT, before, after)).containsExactly("Patient");
    assertThat(pages.typesWritten(TENANT, before.minusSeconds(9), before)).isEmpty();
    assertThat(written(before, after, new Size(1, 1 << 20)))
        .containsExactly(id + "/1", id + "/2", id + "/3", gone + "/1");
    open.jdbc()
        .update(
            "update change_feed set last_updated = last_updated - interval '8 days'"
                + " where fhir_id = ? and version = 2",
            id);
    assertThat(written(before, after, LARGE)).containsExactly(id + "/1", id + "/3", gone + "/1");
  }

  private List<String> allCurrent(Size size) {
    List<String> ids = new ArrayList<>();
    long after = 0;
    while (true) {
      Page page = pages.current(TENANT, "Patient", null, after, Long.MAX_VALUE, size);
      page.versions().forEach(each -> ids.add(each.id()));
      if (page.last()) {
        return ids;
      }
      after = page.versions().get(page.versions().size() - 1).position();
    }
  }

  private List<String> written(Instant from, Instant until, Size size) {
    List<String> versions = new ArrayList<>();
    Instant time = from;
    long after = 0;
    while (true) {
      Page page = pages.written(TENANT, "Patient", time, after, until, size);
      for (Version each : page.versions()) {
        assertThat(new String(each.content(), StandardCharsets.UTF_8))
            .contains("\"Patient\"", each.id());
        versions.add(each.id() + "/" + each.number());
      }
      if (page.last()) {
        return versions;
      }
      Version last = page.versions().get(page.versions().size() - 1);
      time = last.lastUpdated();
      after = last.position();
    }
  }

  private void update(String id) {
    StoredResource stored = open.read("Patient", id);
    Patient changed = OpenStore.parse(stored, Patient.class);
    changed.addName().setText("又名" + stored.version());
    open.put(changed);
  }
}
