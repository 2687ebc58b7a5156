/**
 * Settlements that are taken back because a Task asks for it (撤销任务); the Task tells how far it is.
 */
package org.xiangqiao.integration.insurance.undo;
