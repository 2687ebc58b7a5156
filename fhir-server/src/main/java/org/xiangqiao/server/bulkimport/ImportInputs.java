package org.xiangqiao.server.bulkimport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xiangqiao.server.bulkimport.ImportFiles.Kept;

/** Finds the file of an input; fetches it first if it must be. */
final class ImportInputs {

  private final ImportFiles files;
  private final ImportSource source;
  private final ImportProgress progress;
  private final ImportLease lease;

  ImportInputs(ImportFiles files, ImportSource source, ImportProgress progress, ImportLease lease) {
    this.files = files;
    this.source = source;
    this.progress = progress;
    this.lease = lease;
  }

  /** A file that cannot be read, or is another one now. */
  static final class Unreadable extends RuntimeException {

    private final String rule;
    private final boolean passing;
    private final List<String> arguments;

    private Unreadable(String rule, boolean passing, ImportInput input, IOException cause) {
      super(rule, cause);
      this.rule = rule;
      this.passing = passing;
      this.arguments = List.of(String.valueOf(input.number()), input.host());
    }

    static Unreadable of(ImportInput input, IOException cause) {
      return new Unreadable("import-source-unreadable", false, input, cause);
    }

    String rule() {
      return rule;
    }

    /** Whether it may well be read later. */
    boolean passing() {
      return passing;
    }

    /** Which input, and from which host: no path. */
    List<String> arguments() {
      return arguments;
    }
  }

  Path file(ImportJob job, ImportInput input) {
    try {
      Path file = path(job, input);
      if (!progress.length(job, input.number(), Files.size(file))) {
        throw new Unreadable("import-source-changed", false, input, null);
      }
      return file;
    } catch (IOException unreadable) {
      throw Unreadable.of(input, unreadable);
    }
  }

  private Path path(ImportJob job, ImportInput input) throws IOException {
    if (input.isFile()) {
      return files.named(
          job.caller().tenantId(), input.source().substring(ImportInput.FILE.length()));
    }
    if (input.kept() != null) {
      Path kept = files.kept(job.id(), input.number(), input.kept());
      if (input.isUpload() || Files.exists(kept)) {
        return kept;
      }
    } else if (input.isUpload()) {
      throw new IOException("nothing was uploaded");
    }
    Kept fetched = fetch(job, input);
    progress.fetched(job, input.number(), fetched);
    return files.kept(job.id(), input.number(), fetched.name());
  }

  private Kept fetch(ImportJob job, ImportInput input) throws IOException {
    try {
      return source.fetch(job.id(), input.number(), input.source(), () -> lease.keep(job));
    } catch (ImportSource.Silent silent) {
      throw new Unreadable("import-source-silent", true, input, silent);
    } catch (ImportFiles.NoRoom full) {
      throw new Unreadable("import-disk-full", true, input, full);
    } catch (ImportSource.Refused | ImportFiles.TooLong refused) {
      throw refused;
    } catch (IOException broken) {
      throw new Unreadable("import-source-unreadable", true, input, broken);
    }
  }
}
