package org.xiangqiao.server.gate;

/** What a profile is worth that a resource claims and nobody knows. */
enum UnknownProfile {
  /** As HL7's validator has it: what is known of the resource is checked. */
  WARNING,

  /** What cannot be checked is an error. */
  ERROR
}
