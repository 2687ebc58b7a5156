package org.xiangqiao.store.record;

/**
 * A row that belongs to a record.
 *
 * @param type null until it is known
 * @param member whether it is in the compartment; else something there refers to it
 */
record Candidate(long rid, String type, boolean member) {}
