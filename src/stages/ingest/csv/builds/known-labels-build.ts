import type { Column } from '../../../../core/table.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
import { fieldText, isMissingField, type ColumnBuild, type ReadSettings, type RowRange } from './build.ts';

/** Category codes by labels that are known; new labels are added behind them. A known label is a value even when it looks like a missing marker. */
export class KnownLabelsBuild implements ColumnBuild {
  private readonly codeOf: Map<string, number>;
  private codes: number[] = [];
  private readonly name: string;
  private readonly column: number;
  private readonly settings: ReadSettings;

  constructor(at: { name: string; column: number }, labels: readonly string[], settings: ReadSettings) {
    this.name = at.name;
    this.column = at.column;
    this.settings = settings;
    this.codeOf = new Map(labels.map((label, code) => [label, code]));
  }

  read(block: FieldBlock, rows: RowRange): number {
    for (let row = rows.from; row < rows.to; row++) {
      const field = row * block.width + this.column;
      const text = fieldText(block, field);
      this.codes.push(this.codeOf.get(text) ?? this.newCode(block, field, text));
    }
    return rows.to;
  }

  private newCode(block: FieldBlock, field: number, text: string): number {
    if (isMissingField(block, field, text, this.settings)) return -1;
    const code = this.codeOf.size;
    this.codeOf.set(text, code);
    return code;
  }

  *endPiece(): Iterable<Column> {
    const codes = Int32Array.from(this.codes);
    this.codes = [];
    yield { kind: 'category', name: this.name, codes, labels: [...this.codeOf.keys()] };
  }
}
