package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.mappings.insurance.OperatorFileException;

/** What stops a server whose operator completed fields of transactions. */
class TransactionConfigurationTest {

  private final TransactionConfiguration configuration = new TransactionConfiguration();

  @TempDir Path folder;

  @Test
  void withoutAFolderTheTableIsTheOneThatShips() {
    assertThat(
            configuration
                .insuranceTransactions(new TransactionSettings(null))
                .transaction("1303")
                .documented())
        .isFalse();
  }

  @Test
  void aFileThatCannotBeUsedNamesItselfLineAndRemedyInBothLanguages() throws IOException {
    Files.writeString(
        folder.resolve("1303.csv"),
        """
        infno,direction,node,key,name_zh,type,length,required,dictionary,confirmed
        1303,in,data,page_num,当前页数,integer,4,Y,,2
        """);

    assertThatThrownBy(() -> configuration.insuranceTransactions(new TransactionSettings(folder)))
        .isInstanceOf(OperatorFileException.class)
        .hasMessageContaining("1303.csv:2")
        .hasMessageContaining("无法使用")
        .hasMessageContaining("type is string, number");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () ->
                configuration.insuranceTransactions(
                    new TransactionSettings(folder.resolve("nowhere"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("xiangqiao.insurance.transactions")
        .hasMessageContaining("nowhere");
  }
}
