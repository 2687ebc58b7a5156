package org.xiangqiao.server.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.server.bulkimport.ImportFiles.Kept;

/** What is kept, and what of the folder can be named. */
class ImportFilesTest {

  @TempDir Path directory;

  @Test
  void aCountyNamesOnlyFilesOfItsOwnFolder() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "s");
    Path folder = Files.createDirectory(directory.resolve("7"));
    Files.createSymbolicLink(folder.resolve("link"), secret);
    Files.writeString(folder.resolve("rows"), "r");
    Files.writeString(Files.createDirectory(directory.resolve("8")).resolve("others"), "o");
    Files.createSymbolicLink(folder.resolve("others"), directory.resolve("8/others"));
    ImportFiles files = new ImportFiles(directory, 1000, 0);
    assertThat(files.named(7, "rows")).hasContent("r");
    assertThat(files.named(8, "others")).hasContent("o");
    for (String name : new String[] {"link", "others", "secret", "../8/others"}) {
      assertThatThrownBy(() -> files.named(7, name)).as(name).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> files.named(8, "rows")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.named(9, "rows")).isInstanceOf(IOException.class);
  }

  @Test
  void anUploadThatIsTooLongLeavesNothing() throws IOException {
    ImportFiles files = new ImportFiles(directory, 3, 0);
    UUID id = UUID.randomUUID();
    assertThatThrownBy(() -> keep(files, id, new byte[4], -1))
        .isInstanceOf(ImportFiles.TooLong.class);
    assertThatThrownBy(() -> keep(files, id, new byte[0], 4))
        .isInstanceOf(ImportFiles.TooLong.class);
    try (var left = Files.list(directory.resolve(".jobs").resolve(id.toString()))) {
      assertThat(left).isEmpty();
    }
    assertThat(keep(files, id, new byte[3], 3).length()).isEqualTo(3);
  }

  @Test
  void theDiskIsNotFilled() throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    UUID id = UUID.randomUUID();
    ImportFiles needed = new ImportFiles(directory, Long.MAX_VALUE, 2 * free);
    assertThatThrownBy(() -> keep(needed, id, new byte[3], -1))
        .isInstanceOf(ImportFiles.NoRoom.class);
    ImportFiles files = new ImportFiles(directory, Long.MAX_VALUE, free / 2);
    assertThatThrownBy(() -> keep(files, id, new byte[3], free))
        .isInstanceOf(ImportFiles.NoRoom.class);
    assertThat(files.jobs()).isEmpty();
    keep(files, id, new byte[3], -1);
    assertThat(files.jobs()).containsExactly(id);
  }

  @Test
  void oneFileDoesNotReplaceAnother() throws IOException {
    ImportFiles files = new ImportFiles(directory, 1000, 0);
    UUID id = UUID.randomUUID();
    Kept first = keep(files, id, new byte[] {1}, 1);
    Kept second = keep(files, id, new byte[] {2, 2}, 2);
    files.discard(id, 0, second);
    assertThat(files.kept(id, 0, first.name())).hasBinaryContent(new byte[] {1});
    assertThat(files.kept(id, 0, second.name())).doesNotExist();
    files.forget(id);
    assertThat(files.jobs()).isEmpty();
  }

  private static Kept keep(ImportFiles files, UUID job, byte[] content, long announced)
      throws IOException {
    return files.keep(job, 0, new ByteArrayInputStream(content), announced, () -> {});
  }
}
