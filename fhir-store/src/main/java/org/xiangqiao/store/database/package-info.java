/**
 * The database the store stands on: Flyway migration, the object-by-object schema check, the
 * installation's keys, the change epoch of the cluster and the table of resource types.
 */
package org.xiangqiao.store.database;
