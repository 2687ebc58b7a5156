/**
 * The FHIR engine on PostgreSQL: versions, history, transactions, search and the change feed; no
 * HTTP. {@link org.xiangqiao.store.FhirStore} is the door for the modules above; a {@link
 * org.xiangqiao.store.WriteParticipant} joins every write's database transaction.
 */
package org.xiangqiao.store;
