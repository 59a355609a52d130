import type { ThousandsMark } from '../../../core/csv-options.ts';
import { losesDigits } from '../../../kernels/csv/lost-digits.ts';

export type DecimalMark = '.' | ',';

/** A number as people write it, read by one decimal mark. */
export interface ReadNumber {
  /** Infinite when it is written so (`Inf`) or over the largest double (`1e400`). */
  readonly value: number;
  /** `%`, a currency sign or code, or nothing. */
  readonly unit: string;
  readonly isWhole: boolean;
  /** `00123` */
  readonly hasLeadingZero: boolean;
  /** Holds a point or a comma, so that another decimal mark would read another number. */
  readonly hasMark: boolean;
  /** `(20)`: below zero, as bookkeepers write it. */
  readonly isBracketed: boolean;
  /** No double is this number: it was rounded, or became zero. */
  readonly isLossy: boolean;
}

/** A blank, one that does not break, and the thin ones. */
const BLANKS = ' \u00a0\u2009\u202f';
const currency = '[$€£¥₹₽₩₺]|(?:USD|EUR|GBP|CHF|JPY|INR|CNY|AUD|CAD|SEK|NOK|DKK|PLN|BRL)(?![A-Za-z])';
const shape = new RegExp(
  `^([-+\u2212]?)\\s*(${currency})?\\s*([-+\u2212]?)\\s*([\\d.,'${BLANKS}\u2019]*\\d[.,]?(?:[eE][-+]?\\d+)?)([-\u2212])?\\s*(%|${currency})?$`
);
/** Groups of three; with commas also of two before the last three, as in India, where `12,34,567` leaves no doubt. */
const digits = (decimal: '\\.' | ',', thousands: string) =>
  new RegExp(
    `^(?:([1-9]\\d{0,2}(?:([${thousands}'${BLANKS}\u2019])\\d{3})(?:\\2\\d{3})*${thousands === ',' ? '|[1-9]\\d?(?:,\\d{2})+,\\d{3}' : ''})|(\\d*))(?:${decimal}(\\d*))?([eE][-+]?\\d+)?$`
  );
const bodies: Readonly<Record<DecimalMark, RegExp>> = { '.': digits('\\.', ','), ',': digits(',', '.') };
/** One pair of brackets around figures, with a unit before, within or behind. */
const brackets = /^([^\d()]*)\(([^()]*)\)([^\d()]*)$/;
const infinite = { isWhole: false, hasLeadingZero: false, hasMark: false, isBracketed: false, isLossy: false };
const infinity = /^[-+]?inf(?:inity)?$/i;

/**
 * Reads `-12`, `12-` (as SAP writes it), `1.234,5`, `1,234.5`, `1 234`, `12%`, `$5`, `5 €`, `($5)`, `Inf`. A percentage keeps its figure: 12% is 12.
 * @param thousands the only mark that may part the thousands; empty: none may
 * @returns null when the text is no number by these marks
 */
export function readNumber(text: string, decimal: DecimalMark, thousands?: ThousandsMark): ReadNumber | null {
  const within = brackets.exec(text.trim());
  if (!within) return readBare(text, decimal, thousands);
  if (/[-+\u2212]|inf/i.test(text)) return null;
  const number = readBare(within.slice(1).join(''), decimal, thousands);
  return number && { ...number, value: number.value === 0 ? 0 : -number.value, isBracketed: true };
}

function readBare(text: string, decimal: DecimalMark, thousands: ThousandsMark | undefined): ReadNumber | null {
  const trimmed = withoutThousands(text.trim(), decimal, thousands);
  if (trimmed === null) return null;
  if (infinity.test(trimmed)) return { value: trimmed.startsWith('-') ? -Infinity : Infinity, unit: '', ...infinite };
  const parts = shape.exec(trimmed);
  if (!parts) return null;
  const [, signBefore, unitBefore, signBehind, body, minusAtEnd, unitBehind] = parts;
  if ([signBefore, signBehind, minusAtEnd].filter(Boolean).length > 1 || (unitBefore && unitBehind)) return null;
  const match = bodies[decimal].exec(body!);
  if (!match) return null;
  const whole = (match[1] ?? match[3] ?? '').replace(/\D/g, '');
  const fraction = match[4] ?? '';
  if (whole === '' && fraction === '') return null;
  const size = Number(`${whole || '0'}.${fraction || '0'}${match[5] ?? ''}`);
  const sign = signBefore || signBehind || minusAtEnd;
  return {
    value: sign === '-' || sign === '\u2212' ? -size : size,
    unit: unitBefore ?? unitBehind ?? '',
    isWhole: match[4] === undefined && match[5] === undefined,
    hasLeadingZero: whole.length > 1 && whole.startsWith('0'),
    hasMark: /[.,]/.test(body!),
    isBracketed: false,
    isLossy: Number.isFinite(size) && losesDigits(whole + fraction, size)
  };
}

/** A mark between two digits that is not the decimal one. */
export const partedBy: Readonly<Record<DecimalMark, RegExp>> = {
  '.': new RegExp(`\\d([,'${BLANKS}\u2019])\\d`),
  ',': new RegExp(`\\d([.'${BLANKS}\u2019])\\d`)
};

/** How digits are parted by a mark that is given. */
interface Parting {
  /** Digits from the first on, each at most one mark from the next. */
  readonly run: RegExp;
  /** In threes; in twos before the last three, as in India; or in fours, as in East Asia. The first group may be shorter. */
  readonly groups: RegExp;
  readonly mark: RegExp;
  /** The mark between digits. */
  readonly between: RegExp;
}

const parting = (mark: string): Parting => ({
  run: new RegExp(`\\d(?:${mark}?\\d)*`),
  groups: new RegExp(`^[1-9](?:\\d{0,2}(?:${mark}\\d{3})+|\\d?(?:${mark}\\d{2})+${mark}\\d{3}|\\d{0,3}(?:${mark}\\d{4})+)$`),
  mark: new RegExp(mark, 'g'),
  between: new RegExp(`\\d${mark}\\d`)
});

const partings: Readonly<Record<ThousandsMark, Parting | null>> = {
  '': null,
  ',': parting(','),
  '.': parting('\\.'),
  ' ': parting(`[${BLANKS}]`),
  "'": parting("['\u2019]"),
  _: parting('_')
};

/** The text without the marks that part its thousands; null when others stand between its digits, or these where no thousands end. */
function withoutThousands(text: string, decimal: DecimalMark, thousands: ThousandsMark | undefined): string | null {
  if (thousands === undefined) return text;
  const by = partings[thousands];
  const bare = by?.between.test(text) ? ungrouped(text, decimal, by) : text;
  return bare === null || partedBy[decimal].test(bare) ? null : bare;
}

/** Only the digits before the decimal mark are ever parted, and those in whole groups. */
function ungrouped(text: string, decimal: DecimalMark, { run, groups, mark, between }: Parting): string | null {
  const { index, 0: whole } = run.exec(text)!;
  const [before, behind] = [text.slice(0, index), text.slice(index + whole.length)];
  if (before.includes(decimal) || !groups.test(whole) || between.test(behind)) return null;
  return before + whole.replace(mark, '') + behind;
}

/** Whole numbers beyond this are not all told apart by a double. */
export const isBeyondExact = (number: ReadNumber): boolean => number.isWhole && Math.abs(number.value) > Number.MAX_SAFE_INTEGER;

/**
 * Whether a text writes a whole number that no double is: its value is that of a neighbour. What has a fraction or an exponent is a measure, of which
 * sixteen digits are enough.
 */
export function isRounded(text: string, decimal: DecimalMark, value: number): boolean {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER || !Number.isFinite(value)) return false;
  const digits = text.replace(decimal === '.' ? /[^\d.eE]/g : /[^\d,eE]/g, '');
  return /^\d+$/.test(digits) && BigInt(digits) !== BigInt(Math.abs(value));
}

/** What the values of a column have said about being numbers, by each decimal mark. */
export class NumberEvidence {
  values = 0;
  readonly fits: Record<DecimalMark, number> = { '.': 0, ',': 0 };
  readonly whole: Record<DecimalMark, number> = { '.': 0, ',': 0 };
  leadingZeros = 0;
  beyondExact = 0;
  infinite = 0;
  /** Values that another decimal mark reads otherwise. */
  marked = 0;
  percents = 0;
  bracketed = 0;
  lossy = 0;
  readonly currencies = new Set<string>();
  private readonly thousands: ThousandsMark | undefined;

  constructor(thousands?: ThousandsMark) {
    this.thousands = thousands;
  }

  see(text: string): void {
    this.values++;
    const byPoint = this.canBe('.') ? readNumber(text, '.', this.thousands) : null;
    const byComma = this.canBe(',') ? readNumber(text, ',', this.thousands) : null;
    if (byPoint) this.count(byPoint, '.');
    if (byComma) this.count(byComma, ',');
    const either = byPoint ?? byComma;
    if (!either) return;
    if (!Number.isFinite(either.value)) this.infinite++;
    if (either.hasLeadingZero) this.leadingZeros++;
    if (isBeyondExact(either)) this.beyondExact++;
    if (either.hasMark) this.marked++;
    if (either.isLossy) this.lossy++;
    if (either.isBracketed) this.bracketed++;
    if (either.unit === '%') this.percents++;
    else if (either.unit !== '') this.currencies.add(either.unit);
  }

  /** True while every value but the last fitted this mark. Set `keepsCounting` to count what fits of a column that must be numbers. */
  canBe(decimal: DecimalMark): boolean {
    return this.keepsCounting || this.fits[decimal] >= this.values - 1;
  }

  keepsCounting = false;

  get isAlive(): boolean {
    return this.values === 0 || this.keepsCounting || Math.max(this.fits['.'], this.fits[',']) === this.values;
  }

  private count(number: ReadNumber, decimal: DecimalMark): void {
    this.fits[decimal]++;
    if (number.isWhole) this.whole[decimal]++;
  }
}
