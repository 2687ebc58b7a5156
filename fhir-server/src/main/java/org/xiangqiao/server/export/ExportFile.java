package org.xiangqiao.server.export;

/**
 * A file of an export, as far as it is committed.
 *
 * @param type resource type that its lines are about; of what was deleted, too
 */
record ExportFile(String name, Kind kind, String type, long lines, long bytes) {

  /** In which list of the manifest it stands. */
  enum Kind {
    OUTPUT,
    DELETED,
    ERROR;

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Of the resources that its lines are. */
  String lineType() {
    return switch (kind) {
      case OUTPUT -> type;
      case DELETED -> "Bundle";
      case ERROR -> "OperationOutcome";
    };
  }
}
