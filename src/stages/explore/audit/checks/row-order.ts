import type { Finding } from '../../../../core/finding.ts';
import { brief, counted, listed, quoted } from '../../../../core/words.ts';
import { rowOrder, type NearAlike, type SortedRows } from '../../row-order/row-order.ts';
import type { AuditCheck } from '../audit-check.ts';

export const rowOrderCheck: AuditCheck = {
  id: 'row-order',
  doc: 'Neighbouring rows alike beyond what the table is sorted by: rank correlation of a row with the next at least 0.5, p below 0.001; or rows only sorted.',
  async run({ table, schema, target, pace }) {
    const order = await rowOrder(table, schema, target?.column.name ?? null, pace);
    if (order === null) return [];
    return [order.kind === 'near-alike' ? alikeFinding(order) : sortedFinding(order, target?.column.name)];
  }
};

function alikeFinding({ columns, watched, isTargetAlike, counter }: NearAlike): Finding {
  const shown = columns.slice(0, 3).map(({ name, overall }) => `${brief(overall)} in ${quoted(name)}`);
  const features = columns.length - (isTargetAlike ? 1 : 0);
  const reach = watched === 0 ? '' : `; ${features} of ${counted(watched, 'number column')} ${features === 1 ? 'shows' : 'show'} it`;
  const by =
    counter === null
      ? 'by the order of the rows (a split by time without a column)'
      : `by time with ${quoted(counter)}, which counts the rows`;
  return {
    code: 'row-order',
    severity: 'warning',
    columns: columns.map(({ name }) => name),
    message: `Rows next to each other are alike, as in a series or in repeated measurements, and no column says why: a row goes with the next by ${listed(shown)}, where chance gives 0${reach}.`,
    hint: `Split ${by}, so that neighbours stay together: drawn by chance, the test asks about rows whose neighbours were learned, and the score flatters. If a column says when a row came about or what it belongs to, give it the role time or group.`,
    evidence: {
      kind: 'near-alike',
      columns: columns.map(({ name, overall, local, pValue, pairs }) => ({ name, withNext: overall, beyondSorting: local, pValue, pairs })),
      watched,
      counter
    }
  };
}

const words = { sorted: 'sorted by', stretches: 'sorted, stretch by stretch, by', blocks: 'in blocks of' } as const;

/** Rows sorted by their answers are told, but belong to no group for it. */
function sortedFinding({ by }: SortedRows, target: string | undefined): Finding {
  const said = listed(by.map(({ name, kind }) => `${words[kind]} ${quoted(name)}`));
  const rising = by.find(({ kind, name }) => kind === 'sorted' && name !== target)?.name;
  const unless =
    rising === undefined
      ? ''
      : ` If ${quoted(rising)} tells when a row came about and the model will meet later ones, split by time with it.`;
  const block = by.find(({ kind, name }) => kind === 'blocks' && name !== target)?.name;
  const belong =
    block === undefined
      ? ''
      : ` If the rows of one ${quoted(block)} are of one thing, such as the visits of a patient, give it the role group.`;
  return {
    code: 'row-order',
    severity: 'info',
    columns: by.map(({ name }) => name),
    message: `The rows are ${said}: neighbours are alike for that reason, and nothing speaks for an order in time beside it.`,
    hint: `${block === undefined ? 'A split by chance mixes them, as it should; the first' : 'The first'} rows alone are no fair sample.${unless}${belong}`,
    evidence: { kind: 'sorted', by: by.map((key) => ({ ...key })) }
  };
}
