package org.xiangqiao.server.admin;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.xiangqiao.integration.ledger.LedgerConfiguration;

/** Administration works on the exchange ledger. */
@Configuration(proxyBeanMethods = false)
@Import(LedgerConfiguration.class)
class AdminConfiguration {}
