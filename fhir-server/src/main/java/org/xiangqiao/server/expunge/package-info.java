/**
 * Erasure beyond recovery ({@code $expunge}, 彻底删除): resources and versions with everything that any
 * part of the server keeps of them. Whoever keeps copies of resources is an {@link
 * org.xiangqiao.server.expunge.ErasureParticipant}.
 */
package org.xiangqiao.server.expunge;
