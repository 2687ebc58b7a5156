package org.xiangqiao.simulators.insurance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 9001 and 9002: who has signed in (签到); an earlier sign-in of an operator stands too. */
class SignIns {

  private final Books books;
  private final Map<String, String> numbers = new LinkedHashMap<>();

  SignIns(Books books) {
    this.books = books;
  }

  Map<String, List<Map<String, Object>>> signIn(Call call) {
    String operator = Call.need(call.row("signIn"), "opter_no");
    Call.need(call.row("signIn"), "mac");
    Call.need(call.row("signIn"), "ip");
    if (numbers.size() >= books.settings.limit()) {
      throw new Refusal("模拟平台已满");
    }
    String number = books.next();
    numbers.put(number, call.institution() + "|" + operator);
    return Step.one(
        "signinoutb", Map.of("sign_time", Books.TIME.format(books.now()), "sign_no", number));
  }

  Map<String, List<Map<String, Object>>> signOut(Call call) {
    numbers.remove(call.text("signOut", "sign_no"));
    return Step.one("signoutoutb", Map.of("sign_time", Books.TIME.format(books.now())));
  }

  void check(Call call) {
    if (books.settings.requiresSignIn()
        && !(call.institution() + "|" + call.operator()).equals(numbers.get(call.sign()))) {
      throw new Refusal("签到已失效，请重新签到");
    }
  }

  /** All of the operator. */
  void expire(Call call) {
    numbers.values().removeAll(Set.of(call.institution() + "|" + call.operator()));
  }

  void expireAll() {
    numbers.clear();
  }
}
