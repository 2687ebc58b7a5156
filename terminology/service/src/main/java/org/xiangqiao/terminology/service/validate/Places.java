package org.xiangqiao.terminology.service.validate;

/** Where in a request something is wrong. */
final class Places {

  private Places() {}

  static String below(String place, String name) {
    return place == null || place.isEmpty() ? name : place + "." + name;
  }
}
