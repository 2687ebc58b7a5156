package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.SearchRequest;

class ParsedQueriesTest {

  private final ParsedQueries queries = new ParsedQueries();
  private final AtomicInteger parsed = new AtomicInteger();

  @Test
  void whatWasAskedAboutIsParsedOnceAndRunOnce() {
    queries.ahead(null, request("a"), this::parse);
    queries.take(null, request("a"), this::parse);
    assertThat(parsed).hasValue(1);
    queries.take(null, request("a"), this::parse);
    assertThat(parsed).hasValue(2);
  }

  @Test
  void anotherSearchIsParsedAnew() {
    queries.ahead(null, request("a"), this::parse);
    queries.take(null, request("b"), this::parse);
    queries.take(null, request("a"), this::parse);
    assertThat(parsed).hasValue(3);
  }

  @Test
  void anotherThreadKnowsNothingOfIt() throws InterruptedException {
    queries.ahead(null, request("a"), this::parse);
    Thread other = new Thread(() -> queries.take(null, request("a"), this::parse));
    other.start();
    other.join();
    assertThat(parsed).hasValue(2);
  }

  private SearchQuery parse() {
    parsed.incrementAndGet();
    return null;
  }

  private static SearchRequest request(String name) {
    return new SearchRequest("Patient", Map.of("name", List.of(name)), false);
  }
}
