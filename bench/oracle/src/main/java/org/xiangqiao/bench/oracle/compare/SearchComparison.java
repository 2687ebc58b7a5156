package org.xiangqiao.bench.oracle.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xiangqiao.bench.oracle.query.Records;
import org.xiangqiao.bench.oracle.query.SearchCase;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/** Puts searches to both servers, a few at a time, and judges the answers. */
public final class SearchComparison {

  private static final int AT_A_TIME = 4;

  private final Asking ours;
  private final Asking peer;
  private final Judge judge;

  public SearchComparison(FhirEndpoint ours, FhirEndpoint peer, Records records) {
    this.ours = new Asking(ours);
    this.peer = new Asking(peer);
    this.judge = new Judge(records);
  }

  /** Findings in the order of the cases. */
  public List<Finding> compare(List<SearchCase> cases) throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Future<Finding>> futures = new ArrayList<>();
      for (SearchCase each : cases) {
        futures.add(workers.submit(() -> compare(each)));
      }
      List<Finding> findings = new ArrayList<>();
      for (Future<Finding> future : futures) {
        findings.add(future.get());
      }
      return findings;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private Finding compare(SearchCase search) {
    List<SearchCase> forPeer =
        (search.instead().isEmpty() ? List.of(search) : search.instead())
            .stream().flatMap(each -> PeerWording.of(each).stream()).toList();
    boolean united = forPeer.size() > 1;
    SearchAnswer peerAnswer = peer.ask(forPeer);
    SearchAnswer ourAnswer = ours.ask(search);
    synchronized (judge) {
      return judge.judge(united ? search.withoutOrder() : search, ourAnswer, peerAnswer);
    }
  }
}
