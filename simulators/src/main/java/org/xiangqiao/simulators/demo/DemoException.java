package org.xiangqiao.simulators.demo;

/** The demo cannot go on; the key names the text, see {@link Texts}. */
class DemoException extends RuntimeException {

  private final String key;
  private final transient Object[] arguments;

  DemoException(String key, Object... arguments) {
    super(key);
    this.key = key;
    this.arguments = arguments.clone();
  }

  String text() {
    return Texts.both(key, arguments);
  }
}
