package org.xiangqiao.bench.engine.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xiangqiao.bench.engine.ask.Question;
import org.xiangqiao.bench.engine.corpus.Corpus;

/** Fills a server by transactions, patient by patient, several patients at once. */
public final class Loader {

  private static final int ENTRIES = 100;
  private static final int SENDERS = 4;

  private final HttpTarget target;
  private final Corpus corpus;

  public Loader(HttpTarget target, Corpus corpus) {
    this.target = target;
    this.corpus = corpus;
  }

  /** What all records refer to. */
  public void shared() throws Exception {
    for (String bundle : corpus.sharedBundles(ENTRIES)) {
      store(bundle);
    }
  }

  /** Copies from the first number up to, without, the second. */
  public void copies(int from, int to) throws InterruptedException, ExecutionException {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try {
      for (int copy = from; copy < to; copy++) {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int record = 0; record < corpus.records().size(); record++) {
          int each = record;
          int number = copy;
          tasks.add(
              () -> {
                for (String bundle : corpus.recordBundles(each, number, ENTRIES)) {
                  store(bundle);
                }
                return null;
              });
        }
        for (Future<Void> done : senders.invokeAll(tasks)) {
          done.get();
        }
      }
    } finally {
      senders.shutdown();
    }
  }

  /** Sends a Bundle and fails with the answer if it is refused. */
  public void store(String bundle) throws Exception {
    HttpTarget.Reply reply = target.exchange(new Question("", bundle));
    if (reply.status() != 200) {
      String text = new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8);
      throw new IllegalStateException(
          target.name()
              + " refuses to be filled with "
              + reply.status()
              + ": "
              + text.substring(0, Math.min(1500, text.length())));
    }
  }
}
