package org.xiangqiao.integration.insurance.catalogue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueDefinition;

/** What can be downloaded: the dictionaries, and the catalogues whose fields are known. */
final class DownloadList {

  private DownloadList() {}

  static List<Catalogue> of(
      TransactionTable table,
      CatalogueSettings settings,
      JdbcTemplate jdbc,
      CodeSystems codes,
      Function<String, String> districts,
      Clock clock) {
    Publishing publishing = new Publishing(codes);
    List<Catalogue> all = new ArrayList<>();
    all.add(
        new DictionaryDownload(
            table, new DictionaryRows(jdbc), publishing, districts, settings.parentValue(), clock));
    for (CatalogueDefinition one : CatalogueDefinition.of(table)) {
      all.add(
          new PagedDownload(one, new CatalogueRows(jdbc), publishing, settings.pageSize(), clock));
    }
    return all;
  }
}
