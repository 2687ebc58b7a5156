package org.xiangqiao.terminology.builder.source;

/** Not YAML, or YAML that JSON cannot say. */
final class YamlSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  YamlSyntaxException(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }
}
