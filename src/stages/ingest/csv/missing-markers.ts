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

  constructor(markers: readonly string[] = usualMarkers) {
    this.markers = new Set(markers.map((marker) => marker.trim().toLowerCase()));
    this.longest = Math.max(0, ...[...this.markers].map((marker) => marker.length));
    this.lookLikeValues = [...this.markers].some((marker) => /^[-+.]?\d/.test(marker));
    this.longestBytes = this.longest * 4;
  }

  has(text: string): boolean {
    return text === '' || (text.length <= this.longest && this.markers.has(text.toLowerCase()));
  }
}
