/** What stands for "no value" unless options say otherwise; compared without regard to case. */
export const usualMarkers: readonly string[] = ['NA', 'N/A', '#N/A', 'NaN', 'null', 'nil', 'none', '?', '-', '--'];

/** Tells missing fields from values. The empty field is always missing. */
export class MissingMarkers {
  private readonly markers: ReadonlySet<string>;
  private readonly longest: number;
  /** No field of more UTF-8 bytes is a marker. */
  readonly longestBytes: number;

  /** A marker such as -999 or 1900-01-01 would pass for a value, so every field has to be held against the markers first. */
  readonly lookLikeValues: boolean;

  private readonly firstBytes = new Uint8Array(256);

  constructor(markers: readonly string[] = usualMarkers) {
    this.markers = new Set(markers.map((marker) => marker.trim().toLowerCase()));
    this.longest = Math.max(0, ...[...this.markers].map((marker) => marker.length));
    this.lookLikeValues = [...this.markers].some((marker) => /^[-+.]?\d/.test(marker));
    for (const marker of this.markers) {
      for (const form of [marker, marker.toUpperCase()]) if (form !== '') this.firstBytes[new TextEncoder().encode(form)[0]!] = 1;
    }
    this.longestBytes = this.longest * 4;
  }

  /** Whether a field that begins with this byte may be a marker; a quick no for most. */
  mayBegin(byte: number): boolean {
    return this.firstBytes[byte] === 1;
  }

  has(text: string): boolean {
    return text === '' || (text.length <= this.longest && this.markers.has(text.toLowerCase()));
  }
}
