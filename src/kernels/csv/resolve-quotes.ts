interface Marks {
  readonly quote: number;
  /** -1 = only a doubled quote escapes. */
  readonly escape: number;
  /** The field stood in quotes. */
  readonly isQuoted: boolean;
}

/**
 * Rewrites a field in place: doubled quotes become one, an escaped byte loses its escape; a single quote, behind which a stray text follows, goes.
 * @returns the new end
 */
export function resolveQuotes(bytes: Uint8Array, start: number, end: number, { quote, escape, isQuoted }: Marks): number {
  let to = start;
  let isInside = isQuoted;
  for (let at = start; at < end; at++) {
    if (bytes[at] === escape && at + 1 < end && (isInside || !isQuoted)) at++;
    else if (bytes[at] === quote && isInside) {
      if (at + 1 < end && bytes[at + 1] === quote) at++;
      else {
        isInside = false;
        continue;
      }
    }
    bytes[to++] = bytes[at]!;
  }
  return to;
}
