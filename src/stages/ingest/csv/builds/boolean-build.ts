import type { Column } from '../../../../core/table.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
import { fieldText, isMissingField, logMisfit, type ColumnBuild, type ReadSettings, type RowRange } from './build.ts';

export const booleanLabels: readonly string[] = ['false', 'true'];

/** Words for false and true, in small letters, and their codes. */
export const booleanWords: ReadonlyMap<string, number> = new Map([
  ...['false', 'f', 'no', 'n', '0'].map((word): [string, number] => [word, 0]),
  ...['true', 't', 'yes', 'y', '1'].map((word): [string, number] => [word, 1])
]);

/** A column the user says is boolean: true and false, t and f, yes and no, y and n, 1 and 0. */
export class BooleanBuild implements ColumnBuild {
  missing = 0;
  values = 0;
  private readonly met = new Set<number>();
  private codes: number[] = [];
  private readonly name: string;
  private readonly column: number;
  private readonly settings: ReadSettings;

  constructor(name: string, column: number, settings: ReadSettings) {
    this.name = name;
    this.column = column;
    this.settings = settings;
  }

  get distinct(): number {
    return this.met.size;
  }

  read(block: FieldBlock, rows: RowRange): number {
    for (let row = rows.from; row < rows.to; row++) {
      const field = row * block.width + this.column;
      const text = fieldText(block, field);
      const isMissing = isMissingField(block, field, text, this.settings);
      const code = isMissing ? -1 : (booleanWords.get(text.trim().toLowerCase()) ?? -1);
      if (code < 0) {
        this.missing++;
        if (!isMissing) logMisfit(this.settings.log, { name: this.name, type: 'boolean', line: block.lines[row]!, text });
      } else {
        this.values++;
        this.met.add(code);
      }
      this.codes.push(code);
    }
    return rows.to;
  }

  *endPiece(): Iterable<Column> {
    const codes = Int32Array.from(this.codes);
    this.codes = [];
    yield { kind: 'category', name: this.name, codes, labels: booleanLabels };
  }
}
