package org.xiangqiao.server.command;

import java.nio.file.Path;
import org.xiangqiao.server.postgres.Backups;

/** {@code backup --to DIR}: a base backup of the server's own PostgreSQL, running or not. */
class BackupCommand implements Command {

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public String option() {
    return "--to";
  }

  @Override
  public String run(Path directory, Backups backups, Messages messages) {
    Backups.Summary summary = backups.backup(directory);
    return messages.text(
        "backup.done", summary.directory(), summary.files(), summary.bytes() >> 20);
  }
}
