import { quoted } from '../../../core/words.ts';
import type { FieldBlock } from '../../../kernels/csv/field-block.ts';
import { fieldText } from './builds/build.ts';
import { totalsName } from './footer-words.ts';
import type { IssueLog } from './issue-log.ts';

const LOOKED_AT = 3;

/** Notices a last row that is a sum of those above it by its name; rows that only look like one earlier do not count. */
export class TotalsWatch {
  private last: { readonly line: number; readonly name: string } | null = null;
  private rows = 0;

  see(block: FieldBlock): void {
    if (block.rows === 0) return;
    this.rows += block.rows;
    this.last = null;
    const row = block.rows - 1;
    for (let j = 0; j < Math.min(LOOKED_AT, block.width - 1); j++) {
      const name = fieldText(block, row * block.width + j);
      if (name === '') continue;
      if (totalsName.test(name)) this.last = { line: block.lines[row]!, name };
      return;
    }
  }

  tell(log: IssueLog): void {
    if (!this.last || this.rows < 3) return;
    const { line, name } = this.last;
    log.add(
      'totals-line',
      line,
      () => `The last row is called ${quoted(name)}: it may be a sum of the rows above. Leave it out by a filter if so.`
    );
  }
}
