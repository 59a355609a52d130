import { PER_CENT, withMinus } from '../core/words.ts';
import { dayText } from '../core/time-text.ts';

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const small = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** Four significant digits; whole numbers in full. "not known" for NaN. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'not known';
  return value === 0 ? '0' : withMinus(digitsOf(value));
}

function digitsOf(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return whole.format(value);
  if (Math.abs(value) >= 1e15 || Math.abs(value) < 1e-4) return value.toExponential(2);
  return Math.abs(value) >= 1000 ? whole.format(value) : number.format(value);
}

/** A value as data hold it: whole numbers without marks between their digits, for they may be years or codes; others to four significant digits. */
export function formatCell(value: number): string {
  const shown = Number.isInteger(value) ? value : Number(value.toPrecision(4));
  return Number.isInteger(shown) && Math.abs(shown) < 1e15 ? withMinus(String(shown)) : formatNumber(shown);
}

const rough = new Intl.NumberFormat('en', { notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 3 });

/** A number that is not known to its last digit: "1.23 million". */
export const formatRough = (value: number): string => (Number.isNaN(value) ? 'not known' : withMinus(rough.format(value)));

/** A share, 0 to 1, in per cent: "78 %", "0.4 %". */
export function formatShare(share: number): string {
  if (Number.isNaN(share)) return 'not known';
  const percent = share * 100;
  return `${percent !== 0 && Math.abs(percent) < 10 ? small.format(Number(percent.toFixed(1))) : whole.format(percent)}${PER_CENT}`;
}

/** A score between -1 and 1 with three decimals, so that scores line up under each other. */
export const formatScore = (value: number): string => (Number.isNaN(value) ? 'not known' : withMinus(value.toFixed(3)));

/** "p = 0.014", "p < 0.001". */
export const formatPValue = (p: number): string => (Number.isNaN(p) ? 'p not known' : p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`);

/** A day as the clocks of the zone have it. */
export const formatDay = (time: number, zone?: string): string => (Number.isFinite(time) ? dayText(time, zone) : 'not known');

/** A number to three digits, where its size is what matters. */
export const formatShort = (value: number): string => formatNumber(Number(value.toPrecision(3)));
