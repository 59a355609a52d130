const ESCAPED = /_x([0-9a-f]{4})_/gi;

/**
 * A text of a sheet with the characters that its file writes as `_xHHHH_`: those that XML can't hold, a carriage return for one, and an underscore that
 * would begin such a sign. Source: ECMA-376, part 1, 22.9.2.19 (ST_Xstring).
 */
export const plainText = (text: string): string =>
  text.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
