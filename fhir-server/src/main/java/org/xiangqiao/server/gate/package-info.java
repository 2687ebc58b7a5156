/**
 * The door through which every write goes (写入校验): create, update, the result of a patch, each entry
 * of a transaction, import rows and what the gateways make are held against base R4 and the
 * profiles they declare. A policy by sender, profile and type says what becomes of a resource with
 * findings; a ledger counts them per sender, rule and day (病历质控).
 */
package org.xiangqiao.server.gate;
