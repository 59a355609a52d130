const MOST_KEPT = 15;
const LEAST_NORMAL = 2.2250738585072014e-308;
/** As many as `toPrecision` writes. */
const MOST_WRITTEN = 100;

/**
 * Whether a double, written out with as many digits as a text has, is another number than that text. Up to 15 digits it never is, but near zero.
 * @param digits of the text, without sign, point and exponent
 * @param value what the text was read as; finite
 */
export function losesDigits(digits: string, value: number): boolean {
  const own = digits.replace(/^0+|0+$/g, '');
  const size = Math.abs(value);
  if (own === '' || (own.length <= MOST_KEPT && size >= LEAST_NORMAL)) return false;
  if (size === 0 || own.length > MOST_WRITTEN) return true;
  const written = size
    .toPrecision(own.length)
    .replace(/e.*$/, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '');
  return written !== own;
}
