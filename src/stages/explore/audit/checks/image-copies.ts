import type { Finding } from '../../../../core/finding.ts';
import type { ImageColumn } from '../../../../core/table.ts';
import { counted, percent, quoted } from '../../../../core/words.ts';
import { findCopies } from '../../row-copies.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';

export const imageCopies: AuditCheck = {
  id: 'image-copies',
  doc: 'Images whose pixels are those of an earlier one, whatever file they came from; graver where the two are labelled differently.',
  async run(input) {
    const images = input.table.columns.filter((column) => column.kind === 'image');
    return (await Promise.all(images.map((column) => copiesOf(column, input)))).flat();
  }
};

async function copiesOf(column: ImageColumn, { table, target, pace }: AuditInput): Promise<Finding[]> {
  const { copies, copyOf } = await findCopies([column], table.rows, pace);
  if (copies === 0) return [];
  const labels = target?.column.kind === 'category' ? target.column.codes : null;
  const disputed = new Set<number>();
  copyOf.forEach((first, row) => {
    if (labels && first >= 0 && labels[first] !== labels[row]) disputed.add(first);
  });
  return [finding(column.name, { copies, copyOf, disputed, rows: table.rows })];
}

interface Copies {
  readonly copies: number;
  /** [rows] The earlier row a row is a copy of, or -1. */
  readonly copyOf: Int32Array;
  /** Firsts that have a copy under another label. */
  readonly disputed: ReadonlySet<number>;
  readonly rows: number;
}

function finding(column: string, { copies, copyOf, disputed, rows }: Copies): Finding {
  const own = copies === 1 ? 'is an exact copy' : 'are exact copies';
  const labelled =
    disputed.size === 0
      ? ''
      : ` ${counted(disputed.size, 'image has', 'images have')} copies under another label: one of the labels is wrong.`;
  return {
    code: 'image-copies',
    severity: 'warning',
    columns: [column],
    message: `${counted(copies, 'image')} in ${quoted(column)} (${percent(copies / rows)}) ${own} of an earlier one.${labelled}`,
    hint: 'Keep one of each: an image that is learned and asked about makes a model look better than it is. Images alike but for size or quality are looked for on the Data screen.',
    evidence: { copies, disputed: disputed.size, ...examplesOf(copyOf), rowNumbers: toSetAside(copyOf, disputed) }
  };
}

function examplesOf(copyOf: Int32Array) {
  const later = [...copyOf.keys()].filter((row) => copyOf[row]! >= 0).slice(0, 5);
  return { examples: later.map((row) => ({ first: copyOf[row]! + 1, later: row + 1 })) };
}

/** Every copy; and where labels differ the first one too, for nothing tells which of them is right. */
const toSetAside = (copyOf: Int32Array, disputed: ReadonlySet<number>): Uint32Array =>
  Uint32Array.from([...copyOf.keys()].filter((row) => copyOf[row]! >= 0 || disputed.has(row)));
