package org.xiangqiao.server.command;

import java.nio.file.Path;
import org.xiangqiao.server.postgres.Backups;

/** {@code restore --from DIR}: brings a backup into a data directory that holds no data yet. */
class RestoreCommand implements Command {

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String option() {
    return "--from";
  }

  @Override
  public String run(Path directory, Backups backups, Messages messages) {
    Backups.Summary summary = backups.restore(directory);
    return messages.text(
        "restore.done", summary.directory(), summary.files(), summary.bytes() >> 20);
  }
}
