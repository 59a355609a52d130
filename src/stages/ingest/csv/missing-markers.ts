/** What programs write for "no value", and what a spreadsheet shows of a sum that went wrong. */
const ofPrograms = ['<NA>', 'NaT', '-NaN', '(null)', '[null]', '<null>', '\\N', '#NA', '#N/A N/A', '-nan(ind)', '1.#IND', '-1.#IND', '1.#QNAN', '-1.#QNAN']; // prettier-ignore
const ofSheets = ['#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#NULL!'];

/** What stands for "no value" unless options say otherwise; compared without regard to case. */
export const usualMarkers: readonly string[] = [
  'NA',
  'N/A',
  '#N/A',
  'NaN',
  'null',
  'nil',
  'none',
  '?',
  '-',
  '--',
  ...ofPrograms,
  ...ofSheets
];

/** What stands for "no value" among numbers and times only: in a column of words each of them may be one. */
const looseMarkers = new Set([
  '.',
  '..',
  '...',
  '…',
  ':',
  '*',
  '**',
  '---',
  '–',
  '—',
  'n.a.',
  'n/d',
  'n.d.',
  'k.a.',
  'k. a.',
  's/d',
  '0000-00-00',
  '0000-00-00 00:00:00'
]);
const LONGEST_LOOSE = 19;

/** Tells missing fields from values. The empty field is always missing. */
export class MissingMarkers {
  private readonly markers: ReadonlySet<string>;
  private readonly longest: number;
  /** No field of more UTF-8 bytes is a marker. */
  readonly longestBytes: number;

  /** A marker such as -999 or 1900-01-01 would pass for a value, so every field has to be held against the markers first. */
  readonly lookLikeValues: boolean;

  private readonly hasLoose: boolean;

  /** For each first byte the lengths of the markers that begin with it, a bit a length; the last bit stands for that and all above. */
  readonly lengths = new Uint32Array(256);

  constructor(markers: readonly string[] = usualMarkers) {
    this.markers = new Set(markers.map((marker) => marker.trim().toLowerCase()));
    this.longest = Math.max(0, ...[...this.markers].map((marker) => marker.length));
    this.lookLikeValues = [...this.markers].some((marker) => /^[-+.]?\d(?!\.#)/.test(marker));
    this.hasLoose = markers === usualMarkers;
    for (const marker of this.markers) {
      for (const form of [marker, marker.toUpperCase()]) if (form !== '') this.note(new TextEncoder().encode(form));
    }
    this.longestBytes = this.longest * 4;
  }

  private note(marker: Uint8Array): void {
    this.lengths[marker[0]!]! |= lengthBit(marker.length);
  }

  /** Whether the field `bytes[start .. end]` may be a marker: a quick no for most, without making a text of it. */
  mayBe(bytes: Uint8Array, start: number, end: number): boolean {
    if (start === end) return true;
    const lengths = this.lengths[bytes[start]!]!;
    if (lengths === 0 || end - start > this.longestBytes) return false;
    return (lengths & lengthBit(end - start)) !== 0 || !isAscii(bytes, start, end);
  }

  /** Whether a text is no value in a column of numbers or times, though it may be one among words. Never where a person gave the markers. */
  isLoose(text: string): boolean {
    return this.hasLoose && text.length <= LONGEST_LOOSE && looseMarkers.has(text.toLowerCase());
  }

  has(text: string): boolean {
    return text === '' || (text.length <= this.longest && this.markers.has(text.toLowerCase()));
  }
}

const lengthBit = (length: number): number => 1 << Math.min(length, 31);

/** Letters beyond ASCII may change their length with their case, so a length says nothing about a field that has one. */
function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > 127) return false;
  return true;
}
