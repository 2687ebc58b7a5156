package org.xiangqiao.server.bulkimport;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.bulkimport.ImportFiles.Kept;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.problem.Fault;

/** Takes uploads in. The first that is whole counts; nothing changes it afterwards. */
final class ImportUploads {

  private final ImportTable table;
  private final ImportFiles files;
  private final ImportSettings settings;

  ImportUploads(ImportTable table, ImportFiles files, ImportSettings settings) {
    this.table = table;
    this.files = files;
    this.settings = settings;
  }

  /**
   * @param patience how long the job is waited for after a sign of life
   */
  void receive(HttpServletRequest request, UUID job, int number, Duration patience)
      throws IOException {
    Kept file;
    try {
      file =
          files.keep(
              job,
              number,
              request.getInputStream(),
              request.getContentLengthLong(),
              () -> requireWanted(job, patience));
    } catch (ImportFiles.TooLong tooLong) {
      long most = settings.maxUpload().toBytes();
      throw ImportFaults.of(413, IssueType.TOOLONG, "import-upload-too-large", "", most)
          .exception();
    } catch (ImportFiles.NoRoom full) {
      throw ImportFaults.of(507, IssueType.NOSTORE, "import-no-room", "").exception();
    }
    if (!table.uploaded(job, number, file)) {
      files.discard(job, number, file);
      throw table.find(CallerContext.of(request), job).isEmpty()
          ? ImportFaults.unknown().exception()
          : uploaded().exception();
    }
  }

  /** A job that was cancelled needs no more bytes. */
  private void requireWanted(UUID job, Duration patience) {
    if (!table.arriving(job, patience)) {
      throw ImportFaults.unknown().exception();
    }
  }

  static Fault uploaded() {
    return ImportFaults.of(409, IssueType.CONFLICT, "import-uploaded", "");
  }
}
