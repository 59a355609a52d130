/** Values of binary formats as numbers, or as texts where a double can't hold them. */

/** An unscaled decimal as the nearest double. Source of the shortcut: both are exact up to 2^53 and 10^22, so one division rounds once. */
export function decimalNumber(unscaled: bigint, scale: number): number {
  const value = Number(unscaled);
  if (Number.isSafeInteger(value) && scale <= 22) return value / 10 ** scale;
  return Number(decimalText(unscaled, scale));
}

export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Two's complement, the highest byte first. */
export function bigFromBytes(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return bytes.length > 0 && bytes[0]! > 127 ? value - (1n << BigInt(bytes.length * 8)) : value;
}

/** Two's complement in words of 32 bits, the lowest first. */
export function bigFromWords(words: Uint32Array): bigint {
  let value = 0n;
  for (let i = words.length - 1; i >= 0; i--) value = (value << 32n) | BigInt(words[i]!);
  return BigInt.asIntN(words.length * 32, value);
}

export const isSafe = (value: bigint): boolean => value >= -9007199254740991n && value <= 9007199254740991n;

const perMs = { us: 1000n, ns: 1_000_000n } as const;

/** Micro- or nanoseconds as whole milliseconds, rounded down. */
export function toMs(value: bigint, unit: keyof typeof perMs): { ms: number; isCut: boolean } {
  const per = perMs[unit];
  const rest = ((value % per) + per) % per;
  return { ms: Number((value - rest) / per), isCut: rest !== 0n };
}

/** A time of day, `13:05:00` or `13:05:00.250000`. */
export function clockText(value: bigint, unit: 'ms' | 'us' | 'ns'): string {
  const digits = { ms: 3, us: 6, ns: 9 }[unit];
  const perSecond = 10n ** BigInt(digits);
  const seconds = Number(value / perSecond);
  const two = (part: number) => String(part).padStart(2, '0');
  const rest = value % perSecond;
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return rest === 0n ? text : `${text}.${String(rest).padStart(digits, '0')}`;
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes of no stated meaning: as text where they are UTF-8, else as hexadecimal digits. */
export function bytesText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return `0x${hex(bytes)}`;
  }
}

export const uuidText = (bytes: Uint8Array): string => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** IEEE 754 half precision. */
export function halfFloat(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * 2 ** -24 * fraction : sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

/** Lists, maps and the like as JSON, whole numbers with all their digits. */
export function nestedText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (value instanceof Uint8Array) return JSON.stringify(bytesText(value));
  if (value instanceof Map) return nestedText(Object.fromEntries(value));
  if (isIterable(value)) return `[${[...value].map(nestedText).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, part]) => `${JSON.stringify(key)}:${nestedText(part)}`)
    .join(',')}}`;
}

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;
