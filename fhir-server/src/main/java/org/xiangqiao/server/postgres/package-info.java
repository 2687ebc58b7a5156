/**
 * The server's own PostgreSQL, used when no {@code spring.datasource.url} is given: unpacked from
 * the delivered programs, initialised once, kept between runs, and never shared by two servers.
 * {@link org.xiangqiao.server.postgres.PostgresServer} runs it, {@link
 * org.xiangqiao.server.postgres.Backups} copies it away and brings it back. Why it is driven by
 * hand: docs/decisions/0002-embedded-postgresql.md.
 */
package org.xiangqiao.server.postgres;
