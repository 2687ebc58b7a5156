package org.xiangqiao.simulators.demo;

import java.io.Console;
import java.io.PrintStream;

/** A bar that fills, or a line every tenth part when nobody watches a terminal. */
final class Progress {

  private static final int WIDTH = 40;

  private final PrintStream out;
  private final boolean terminal;
  private final int total;
  private int done;
  private int shown = -1;

  Progress(PrintStream out, boolean terminal, int total) {
    this.out = out;
    this.terminal = terminal;
    this.total = Math.max(1, total);
  }

  static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is a console even without a terminal, and this method to tell.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  synchronized void step() {
    to(done + 1);
  }

  synchronized void to(int value) {
    done = Math.min(value, total);
    int part = done * (terminal ? 100 : 10) / total;
    if (part == shown) {
      return;
    }
    shown = part;
    if (terminal) {
      int filled = done * WIDTH / total;
      out.print(
          "\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/" + total);
      if (done == total) {
        out.println();
      }
    } else {
      out.println("  " + done + "/" + total);
    }
    out.flush();
  }
}
