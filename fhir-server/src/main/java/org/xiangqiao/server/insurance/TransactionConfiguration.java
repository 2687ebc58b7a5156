package org.xiangqiao.server.insurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.mappings.insurance.OperatorFiles;
import org.xiangqiao.mappings.insurance.OperatorFiles.OperatorFile;
import org.xiangqiao.mappings.insurance.TransactionTable;

/** The table of transactions (交易) of this server: what ships, and what the operator completed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TransactionSettings.class)
@ConditionalOnProperty("xiangqiao.insurance.enabled")
class TransactionConfiguration {

  /** A list of fields is a few kilobytes. */
  private static final long LARGEST = 1024 * 1024;

  @Bean
  TransactionTable insuranceTransactions(TransactionSettings settings) {
    TransactionTable shipped = TransactionTable.load();
    return settings.transactions() == null
        ? shipped
        : OperatorFiles.complete(shipped, files(settings.transactions()));
  }

  private static List<OperatorFile> files(Path folder) {
    try (Stream<Path> found = Files.list(folder)) {
      List<OperatorFile> files = new ArrayList<>();
      for (Path file : found.filter(TransactionConfiguration::completed).sorted().toList()) {
        if (Files.size(file) > LARGEST) {
          throw new IllegalStateException(file + " 过大，不是字段清单 is too large for a list of fields");
        }
        files.add(new OperatorFile(file.getFileName().toString(), Files.readAllBytes(file)));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "xiangqiao.insurance.transactions: 无法读取该文件夹，请建立它或删除该设置"
              + " the folder cannot be read, make it or take the setting out: "
              + folder,
          e);
    }
  }

  /** Not what an operating system or an editor leaves beside. */
  private static boolean completed(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".csv") && !name.startsWith(".");
  }
}
