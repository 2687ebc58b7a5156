package org.xiangqiao.store.database;

/** What a starting node does with the schema. */
public enum SchemaMode {
  /** Runs missing Flyway migrations, then checks. Needs the right to create tables. */
  MIGRATE,
  /** Only checks: the running role needs no right to create anything. */
  VERIFY
}
