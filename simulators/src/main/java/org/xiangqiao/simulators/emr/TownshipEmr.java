package org.xiangqiao.simulators.emr;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/**
 * Sends messages over several connections, those of one resident in order on the same one, and
 * sends what was not acknowledged again, byte by byte the same.
 */
public final class TownshipEmr {

  private final String host;
  private final int port;
  private final int connections;
  private final Duration answerTimeout;
  private final Duration patience;

  /**
   * @param patience how long one message is sent again before the day is given up
   */
  public TownshipEmr(
      String host, int port, int connections, Duration answerTimeout, Duration patience) {
    this.host = host;
    this.port = port;
    this.connections = connections;
    this.answerTimeout = answerTimeout;
    this.patience = patience;
  }

  /**
   * @param told each message with its acknowledgement, from several threads
   * @return answers by control id; returns when all are answered
   * @throws IOException when a message got no answer for longer than the patience
   */
  public Map<String, Answer> send(List<EmrMessage> messages, BiConsumer<EmrMessage, Answer> told)
      throws IOException, InterruptedException {
    List<List<EmrMessage>> lanes = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      lanes.add(new ArrayList<>());
    }
    messages.forEach(m -> lanes.get(Math.floorMod(m.lane().hashCode(), connections)).add(m));
    Map<String, Answer> answers = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(connections, TownshipEmr::daemon);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (List<EmrMessage> lane : lanes) {
        work.add(() -> sendLane(lane, answers, told));
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Void sendLane(
      List<EmrMessage> lane, Map<String, Answer> answers, BiConsumer<EmrMessage, Answer> told)
      throws IOException {
    try (MllpClient client = new MllpClient(host, port, answerTimeout)) {
      for (EmrMessage message : lane) {
        byte[] bytes = client.sendUntilAnswered(message.bytes(), patience);
        Answer answer = Answer.of(bytes, message.system().charset());
        answers.put(message.controlId(), answer);
        told.accept(message, answer);
      }
    }
    return null;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "emr");
    thread.setDaemon(true);
    return thread;
  }
}
