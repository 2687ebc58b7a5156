package org.xiangqiao.server.insurance.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.xiangqiao.integration.insurance.catalogue.CodeSystems;
import org.xiangqiao.integration.insurance.catalogue.StoppedException;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.service.load.LoadJobs;
import org.xiangqiao.terminology.service.load.LoadOptions;
import org.xiangqiao.terminology.service.load.SourceProblem;

/** Catalogues become code systems by the import of tables ({@code CodeSystem/$import}). */
record LoadedCodeSystems(LoadJobs jobs) implements CodeSystems {

  @Override
  public boolean publish(Caller caller, String url, String version, String title, InputStream csv)
      throws IOException {
    LoadOptions options =
        new LoadOptions(
            "csv", title, "zh", "UTF-8", null, Map.of(), "none", null, null, true, true);
    try {
      jobs.load(caller, url, version, options, csv);
      return true;
    } catch (SourceProblem refused) {
      return switch (refused.rule()) {
        case "load-version-there" -> true;
        case "load-too-many" -> false;
        default -> throw new StoppedException("load-refused");
      };
    }
  }
}
