package org.xiangqiao.integration.insurance.platform;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Sign-in numbers (签到编号) by operator, of today only. In memory: a node signs in anew. */
final class SignIns {

  private record SignIn(LocalDate day, String number) {}

  /** Numbers of operators come with requests: no more than this many are remembered. */
  static final int MOST = 10_000;

  private final Map<String, SignIn> byOperator =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(Duration.ofDays(1))
          .<String, SignIn>build()
          .asMap();

  Optional<String> of(String operator, LocalDate today) {
    return Optional.ofNullable(byOperator.get(operator))
        .filter(signIn -> signIn.day().equals(today))
        .map(SignIn::number);
  }

  void signedIn(String operator, LocalDate today, String number) {
    byOperator.put(operator, new SignIn(today, number));
  }

  /** Nothing happens if somebody signed in again meanwhile. */
  void expired(String operator, String number) {
    byOperator.computeIfPresent(
        operator, (key, signIn) -> signIn.number().equals(number) ? null : signIn);
  }
}
