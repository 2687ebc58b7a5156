package org.xiangqiao.server.command;

import java.nio.file.Path;
import org.xiangqiao.server.postgres.Backups;

/** One command of the server's jar. */
interface Command {

  /** The word on the command line; its help is {@code <name>.help} in the messages. */
  String name();

  /** The option that names its directory. */
  String option();

  /** Does it and returns the sentence to print. */
  String run(Path directory, Backups backups, Messages messages);
}
