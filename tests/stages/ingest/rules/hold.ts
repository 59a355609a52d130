import type { Rule, RuleResult } from '../../../../src/core/rule.ts';
import { gather, type Table } from '../../../../src/core/table.ts';
import { holdRules } from '../../../../src/stages/ingest/rules/hold-rules.ts';
import { proposeRules, settleProposals } from '../../../../src/stages/ingest/rules/propose-rules.ts';
import type { CheckGround, ColumnFacts, OtherKey } from '../../../../src/stages/ingest/rules/rule-kind.ts';
import { tableOf, type Sample } from '../../explore/read-sample.ts';

export const NOW = Date.UTC(2024, 0, 31);

export const ground: CheckGround = {
  now: NOW,
  keysOf: (datasetId) => Promise.resolve(datasetId === 'other' ? { keys: new Set(['a', 'b']), table: 'others' } : null)
};

/** Rows `from` on, so many at a time: what holds must not depend on where the pieces end. */
function* piecesOf(table: Table, size: number) {
  for (let from = 0; from < table.rows; from += size) {
    const rows = Math.min(size, table.rows - from);
    yield {
      ...gather(
        table,
        Array.from({ length: rows }, (_, i) => from + i)
      ),
      from
    };
  }
}

export async function hold({ table, schema }: Sample, rules: readonly Rule[], pieceRows = 3, about = ground): Promise<RuleResult[]> {
  const holder = await holdRules(rules, schema, about, { strict: true });
  for (const piece of piecesOf(table, pieceRows)) holder.take(piece);
  return holder.end();
}

export const holdOne = async (texts: Parameters<typeof tableOf>[0], rule: Rule, pieceRows = 3): Promise<RuleResult> =>
  (await hold(tableOf(texts), [rule], pieceRows))[0]!;

function factsOf({ table, schema }: Sample): ColumnFacts[] {
  return table.columns.map((column, j) => {
    const values =
      column.kind === 'number' || column.kind === 'time' ? [...column.values].filter((value) => value === value).sort((a, b) => a - b) : [];
    const present = column.kind === 'category' ? [...column.codes].filter((code) => code >= 0) : values;
    return {
      ...schema[j]!,
      missing: table.rows - (column.kind === 'text' ? table.rows : present.length),
      distinct: column.kind === 'text' ? table.rows : new Set(present).size,
      ...(column.kind === 'category' ? { labels: column.labels } : {}),
      min: values[0] ?? null,
      max: values.at(-1) ?? null,
      quantiles: [0.2, 0.4, 0.6, 0.8].flatMap((share) => values[Math.floor(share * values.length)] ?? [])
    };
  });
}

/** The proposals that a table keeps. */
export async function propose(sample: Sample, keys: readonly OtherKey[] = []): Promise<Rule[]> {
  const proposer = proposeRules({ now: NOW, rows: sample.table.rows, columns: factsOf(sample), keys });
  for (const piece of piecesOf(sample.table, 64)) proposer.take(piece);
  return settleProposals(
    await hold(sample, proposer.end(), 64, {
      now: NOW,
      keysOf: (id) => Promise.resolve(keys.find(({ datasetId }) => datasetId === id) ?? null)
    })
  ).map(({ rule }) => rule);
}
