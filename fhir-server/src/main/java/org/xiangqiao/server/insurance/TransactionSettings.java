package org.xiangqiao.server.insurance;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the operator knows of transactions.
 *
 * @param transactions folder with files of fields (交易字段补全), {@code 1303.csv} and so on; null for
 *     none
 */
@ConfigurationProperties("xiangqiao.insurance")
record TransactionSettings(Path transactions) {}
