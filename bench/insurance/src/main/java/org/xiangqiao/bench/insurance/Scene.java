package org.xiangqiao.bench.insurance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.xiangqiao.bench.stage.counter.CounterNode;
import org.xiangqiao.bench.stage.counter.Resident;
import org.xiangqiao.simulators.insurance.InsurancePlatform;

/** The server with its books, the platform's stand-in, and residents whom nobody settled yet. */
final class Scene {

  private final CounterNode node;
  private final InsurancePlatform platform;
  private final OurBooks books;
  private final Till till;
  private final List<Resident> residents = new ArrayList<>();
  private int next;

  Scene(CounterNode node, InsurancePlatform platform, OurBooks books, Till till) {
    this.node = node;
    this.platform = platform;
    this.books = books;
    this.till = till;
  }

  /** Makes residents known on both sides. */
  void residents(int number) throws IOException, InterruptedException {
    for (int one = 1; one <= number; one++) {
      residents.add(new Resident(one, false));
    }
    residents.forEach(resident -> platform.insure(resident.person));
    till.store(residents);
  }

  /** The claim of another resident. */
  CompletableFuture<Till.Answer> settle() {
    return till.settle(residents.get(next++));
  }

  /** One of another kind of request. */
  CompletableFuture<Till.Answer> read() {
    return till.read(residents.get(0));
  }

  CounterNode node() {
    return node;
  }

  InsurancePlatform platform() {
    return platform;
  }

  OurBooks books() {
    return books;
  }
}
