import { ruleInvalid } from '../../../../core/errors/tables.ts';
import { counted, quoted } from '../../../../core/words.ts';
import { byText, cellText, checkValues, presenceOf } from '../cells.ts';
import type { OtherKey, ProposeGround, Proposer, RuleKind } from '../rule-kind.ts';
import { textField } from '../values.ts';

const FEWEST_VALUES = 5;

export const foreignKey: RuleKind = {
  id: 'foreign-key',
  label: 'Found in another table',
  doc: 'Every value is in a column of another table on this device, by its latest version.',
  takes: 'column',
  types: ['integer', 'number', 'category', 'text', 'boolean', 'time'],
  value: {
    holds: 'fields',
    fields: [
      { name: 'datasetId', label: 'Table', holds: 'table', doc: 'The other table.' },
      { name: 'column', label: 'Its column', holds: 'text', doc: 'The column of that table that holds the keys.' }
    ]
  },
  describe: (rule) => `is found in ${quoted(textField(rule, 'column') ?? '')} of ${quoted(textField(rule, 'table') ?? 'another table')}`,
  async begin(rule, _about, ground) {
    const [datasetId, column] = [textField(rule, 'datasetId'), textField(rule, 'column')];
    if (datasetId === null || column === null) throw ruleInvalid(rule.column, rule.kind, 'a table and a column of it');
    const other = await ground.keysOf(datasetId, column);
    if (!other) throw ruleInvalid(rule.column, rule.kind, `a table that is still there, with a column ${quoted(column)}`);
    return checkValues(byText((text) => other.keys.has(text)));
  },
  propose: (ground) => proposer(ground)
};

/** Names are alike: `customer_id` and `customer_id`, or `customer_id` beside `id` of customers. */
function namesMatch(name: string, { column, table }: OtherKey): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const [here, there, of] = [plain(name), plain(column), plain(table).replace(/s$/, '')];
  return here === there || here === of + there || (there === 'id' && here === of);
}

function proposer({ columns, keys }: ProposeGround): Proposer {
  let open = columns.flatMap(({ name, type, distinct }, j) =>
    ['integer', 'category', 'text'].includes(type) && distinct >= FEWEST_VALUES
      ? keys.filter((key) => namesMatch(name, key)).map((key) => ({ j, key, rows: 0, isBroken: false }))
      : []
  );
  return {
    take({ columns: values, rows }) {
      for (const candidate of open) {
        const column = values[candidate.j]!;
        const isThere = presenceOf(column);
        for (let row = 0; row < rows && !candidate.isBroken; row++) {
          if (!isThere(row)) continue;
          candidate.rows++;
          candidate.isBroken = !candidate.key.keys.has(cellText(column, row));
        }
      }
      open = open.filter(({ isBroken }) => !isBroken);
    },
    end: () =>
      open.map(({ j, key: { datasetId, table, column, keys: known }, rows }) => ({
        column: columns[j]!.name,
        kind: 'foreign-key',
        value: { datasetId, table, column },
        because: `All of ${counted(rows, 'row')} are among ${counted(known.size, 'key')} of ${quoted(table)}.`
      }))
  };
}
