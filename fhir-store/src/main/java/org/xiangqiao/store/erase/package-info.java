/**
 * Erasure beyond recovery (彻底删除): old versions, their change rows, texts of codes and contents of
 * Binary resources. Current versions are deleted by an ordinary write before. What the modules
 * above keep of the same resources is theirs to erase, in the same transaction.
 */
package org.xiangqiao.store.erase;
