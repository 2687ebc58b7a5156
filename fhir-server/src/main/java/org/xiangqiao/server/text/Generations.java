package org.xiangqiao.server.text;

/** Which generation of the index is read, and who may write it. */
interface Generations {

  /** 0 if there is none yet. */
  int current();

  /** The number of a generation to come. */
  int next();

  /** Whether somebody may have used that number before. */
  boolean mayBeLeft(int generation);

  /** The generation that somebody began to build and has not finished; 0 if there is none. */
  int unfinished();

  /** One that was read before and could not be removed yet; 0 if there is none. */
  int former();

  /** From now on this one is read; fails if this node may not write any more. */
  void switchTo(int generation);

  /** Whether this node may write now; asked again and again. */
  boolean mayWrite();

  /** Whether some node writes. */
  boolean isFed();

  /** Removes what is left of a closed generation. */
  void remove(int generation);

  /** Removes what was left of all but the current and the unfinished one; none is open. */
  void removeOthers();
}
