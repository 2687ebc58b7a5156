package org.xiangqiao.server.text;

/** Which generation of the index is read, and who may write it. */
interface Generations {

  /** 0 if there is none yet. */
  int current();

  /** The number of a generation to come. */
  int next();

  /** Whether somebody may have begun that generation and left it. */
  boolean mayBeLeft(int generation);

  /** From now on this one is read. */
  void switchTo(int generation);

  /** Whether this node may write now; asked again and again. */
  boolean mayWrite();

  /** Removes what is left of a closed generation. */
  void remove(int generation);

  /** Removes what was left of all but the current one; none is open. */
  void removeOthers();
}
