package org.xiangqiao.suites.validation;

import java.util.List;

/**
 * A resource that both validators are given.
 *
 * @param profiles canonicals that it is held against beside those that it declares
 * @param supporting files of the suite with definitions that it needs
 */
record ValidationCase(String id, String json, List<String> profiles, List<String> supporting) {

  ValidationCase(String id, String json) {
    this(id, json, List.of(), List.of());
  }
}
