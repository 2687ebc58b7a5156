package org.xiangqiao.server.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;

/** Uploads that there is no room for. */
class ImportUploadsTest {

  @TempDir Path directory;

  @Test
  void whatTheDiskHasNoRoomForIsRefusedWithAReason() {
    Fault fault = refusal(new ImportFiles(directory, 1000, Long.MAX_VALUE / 2), 10);
    assertThat(fault.status()).isEqualTo(507);
    assertThat(fault.rule()).isEqualTo("import-no-room");
  }

  @Test
  void whatIsAnnouncedAsTooLongIsRefusedUnread() {
    Fault fault = refusal(new ImportFiles(directory, 5, 0), 10);
    assertThat(fault.status()).isEqualTo(413);
    assertThat(fault.rule()).isEqualTo("import-upload-too-large");
  }

  private static Fault refusal(ImportFiles files, int length) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setContent(new byte[length]);
    ImportUploads uploads = new ImportUploads(null, files, ImportSettingsOf.defaultsAnd());
    Fault[] fault = new Fault[1];
    assertThatThrownBy(() -> uploads.receive(request, UUID.randomUUID(), 0, Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            FaultException.class, refused -> fault[0] = refused.faults().get(0));
    return fault[0];
  }
}
