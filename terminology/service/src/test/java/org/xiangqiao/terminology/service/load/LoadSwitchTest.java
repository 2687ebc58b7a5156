package org.xiangqiao.terminology.service.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.terminology.service.Samples.asked;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.call.TxParameters;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.memory.ResourceSource;
import org.xiangqiao.terminology.service.table.CodeSystemVersion;
import org.xiangqiao.terminology.service.table.CodeSystemVersion.State;

/** What a job switches and that it is done commit together; what is not switched on is not used. */
class LoadSwitchTest {

  private static OpenTables tables;

  @BeforeAll
  static void open() {
    tables = new OpenTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  private static void load(String url, String version, boolean activate) {
    LoadJob job =
        tables.load(
            url,
            version,
            OpenTables.options("csv", "\"activate\":" + activate),
            "code,display\nA,第" + version + "版\n");
    assertThat(job.state()).as(job.problem()).isEqualTo("done");
  }

  private static State state(String url, String version) {
    return tables.versions.all(OpenTables.CALLER.tenantId()).stream()
        .filter(each -> each.url().equals(url) && each.version().equals(version))
        .map(CodeSystemVersion::state)
        .findFirst()
        .orElse(null);
  }

  /** The job is worked on by two: the first one's lease has run out. */
  private static void askTwice(String kind, String url, String version) {
    UUID id = tables.jobs.ask(OpenTables.CALLER, kind, url, version);
    LoadJob first = tables.lease.take().orElseThrow();
    tables.jdbc.update(
        "update code_system_load set lease_until = '-infinity' where job_id = ?", id);
    LoadJob second = tables.lease.take().orElseThrow();
    assertThat(tables.run.run(first, () -> false)).isEqualTo(LoadRun.End.LOST);
    assertThat(tables.job(id).state()).isEqualTo("running");
    assertThat(tables.run.run(second, () -> false)).as(kind).isEqualTo(LoadRun.End.DONE);
    assertThat(tables.job(id).state()).isEqualTo("done");
  }

  @Test
  void aWorkerThatLostItsLeaseSwitchesNothing() {
    String url = "http://example.org/switch";
    load(url, "1", true);
    load(url, "2", true);
    load(url, "3", true);
    // Twice carried out the second one would find nothing left to do, or go too far back.
    askTwice("rollback", url, null);
    assertThat(state(url, "2")).isEqualTo(State.CURRENT);
    askTwice("remove", url, "3");
    assertThat(state(url, "3")).isNull();
    askTwice("activate", url, "1");
    assertThat(state(url, "1")).isEqualTo(State.CURRENT);
  }

  /** Code systems of one url, in the order in which a county's terminology has them. */
  private static TerminologySource source(String url, CodeSystem... shipped) {
    List<CodeSystemContent> all =
        new ArrayList<>(tables.systems.codeSystems(OpenTables.CALLER.tenantId(), url));
    all.addAll(new ResourceSource(List.of(shipped)).codeSystems(url));
    return asked -> all;
  }

  private static TxContext context(TerminologySource source) {
    return new TxContext(source, TxParameters.of(asked(), null, false));
  }

  private static String version(TerminologySource source, String url, String named) {
    return context(source)
        .codeSystem(url, named)
        .map(CodeSystemContent::about)
        .map(CodeSystem::getVersion)
        .orElse(null);
  }

  @Test
  void aVersionThatIsNotInUseIsFoundByItsNameOnly() {
    String url = Samples.SYSTEM;
    load(url, "2.0.0", false);
    TerminologySource alone = source(url);
    assertThat(version(alone, url, null)).isNull();
    assertThat(version(alone, url, "2.0.0")).isEqualTo("2.0.0");
    assertThat(version(alone, url, "2.x.x")).isNull();
    assertThat(alone.codeSystem(url)).isEmpty();

    TerminologySource beside = source(url, Samples.diseases());
    assertThat(version(beside, url, null)).isEqualTo("1.0.0");
    assertThat(version(beside, url, "2.0.0")).isEqualTo("2.0.0");
    assertThat(beside.codeSystem(url).orElseThrow().about().getVersion()).isEqualTo("1.0.0");

    tables.versionSwitch.activate(OpenTables.CALLER, url, "2.0.0");
    TerminologySource used = source(url, Samples.diseases());
    assertThat(version(used, url, null)).isEqualTo("2.0.0");
    load(url, "3.0.0", false);
    tables.systems.forget();
    assertThat(version(source(url, Samples.diseases()), url, null)).isEqualTo("2.0.0");
  }
}
