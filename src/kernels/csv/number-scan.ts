/** What a run over plain numbers has seen so far. */
export interface NumberScan {
  /** Bits of `SEEN`. */
  flags: number;
  /** Empty fields, which were stored as NaN. */
  missing: number;
  /** Quoted empty fields among them count as values instead. */
  readonly quotedIsText: boolean;
}

/** What the text of plain numbers tells of the column. */
export const SEEN = {
  /** A fraction or an exponent: the column is not whole numbers. */
  fraction: 1,
  /** `00123`: a code, not a quantity. */
  leadingZero: 2,
  /** A whole number over 2^53, which a number column can't hold exactly. */
  big: 4,
  /** A point that can't part thousands: `1.5`, `1234.567`. So the point is the decimal mark. */
  decimalPoint: 8,
  /** A point that could part thousands: `1.234`. */
  maybeThousands: 16,
  /** A decimal with more digits than a double holds, or too near to zero for it. */
  lost: 32
} as const;
