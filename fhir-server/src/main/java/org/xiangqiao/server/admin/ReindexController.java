package org.xiangqiao.server.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.reindex.ReindexJob;
import org.xiangqiao.store.reindex.Reindexing;

/** Reindexing jobs of the caller's tenant: progress, and a new start. */
@RestController
@RequestMapping("/admin/reindex")
class ReindexController {

  private final Reindexing reindexing;

  ReindexController(FhirStores stores) {
    this.reindexing = stores.reindexing();
  }

  /** The newest jobs, newest first. */
  @GetMapping
  List<ReindexJob> jobs(HttpServletRequest request) {
    return reindexing.jobs(CallerContext.of(request));
  }

  /**
   * Queues resource types; they are indexed in the background, one after the other.
   *
   * @param type R4 resource types
   */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  List<ReindexJob> start(@RequestParam List<String> type, HttpServletRequest request) {
    reindexing.start(CallerContext.of(request), type);
    return jobs(request);
  }
}
