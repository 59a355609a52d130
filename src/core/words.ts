/** Numbers as a sentence wants them. English only; the decimal sign is a point everywhere. */

/** "1 row", "1,204 rows". @param plural the noun with an s unless given */
export const counted = (count: number, noun: string, plural = `${noun}s`): string => `${grouped(count)} ${count === 1 ? noun : plural}`;

/** A whole number with commas: 32,561. */
export const grouped = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');

/** A share of 0 to 1 as "7 %"; small ones keep a digit, and what is not quite nothing or all never reads as it. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return '< 0.1 %';
  if (value > 99.9 && value < 100) return '> 99.9 %';
  return `${value !== 0 && value !== 100 && (value < 10 || value > 99) ? trimmed(value.toFixed(1)) : Math.round(value)} %`;
}

/** A number to three or four significant digits: 0.0123, 41.7, 3,950. */
export function brief(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  if (size >= 1e9 || size < 1e-4) return value.toExponential(2);
  if (size >= 1000) return (value < 0 ? '-' : '') + grouped(size);
  return trimmed(value.toPrecision(3));
}

const trimmed = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** "a", "a and b", "a, b and c"; beyond `most`, "a, b and 7 more". */
export function listed(names: readonly string[], most = 5): string {
  if (names.length <= 1) return names.join('');
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
}
