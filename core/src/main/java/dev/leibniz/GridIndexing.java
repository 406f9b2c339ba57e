package dev.leibniz;

/** Which axis of a grid belongs to which of the vectors it is made of. */
public enum GridIndexing {
  /** The first vector runs down the rows, the second along the columns: like a matrix's indices. */
  IJ,
  /** The first vector runs along the columns, the second down the rows: like coordinates x, y. */
  XY
}
