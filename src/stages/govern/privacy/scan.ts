import type { WorkContext } from '../../../core/context.ts';
import type { Finding } from '../../../core/finding.ts';
import { createPacer } from '../../../core/pacer.ts';
import type { ColumnSchema } from '../../../core/schema.ts';
import type { Column, Table } from '../../../core/table.ts';
import { counted, grouped, listed, listedNames, percent, quoted } from '../../../core/words.ts';
import { measureAnonymity, type Anonymity } from './anonymity.ts';
import { wordsOf, type Detector } from './detector.ts';
import { mask } from './mask.ts';
import { detectors } from './registry.ts';
import { sensitiveAttribute } from './sensitive.ts';
import { valuesOf, type Weighted } from './values.ts';

/**
 * Signs of personal data, column by column: what identifies somebody, what is protected, and whether the other columns together single people
 * out. Signs, not proof: nothing here knows whether the rows are people. Examples are masked.
 */
export async function scanForPersonalData(table: Table, schema: readonly ColumnSchema[], context: WorkContext): Promise<Finding[]> {
  const pace = createPacer(context);
  const found: Finding[] = [];
  for (const [i, column] of table.columns.entries()) {
    context.onProgress(i / (table.columns.length + 1), column.name);
    const values = valuesOf(column, schema.find(({ name }) => name === column.name)?.type !== 'number');
    const hit = firstHit(column, values);
    if (hit) found.push(hit);
    await pace(values.length * 200);
  }
  found.push(...sensitiveFindings(table.columns));
  const anonymity = await measureAnonymity(table, pace);
  if (anonymity && anonymity.smallestGroup < 5) found.push(anonymityFinding(anonymity));
  context.onProgress(1);
  return found.sort((a, b) => Number(a.severity === 'info') - Number(b.severity === 'info'));
}

function firstHit(column: Column, values: readonly Weighted[]): Finding | null {
  for (const detector of detectors.all) {
    const isNamed = detector.names?.test(wordsOf(column.name)) ?? false;
    const least = isNamed ? detector.least.named : detector.least.anyName;
    if (!Number.isFinite(least)) continue;
    const { share, examples } = shareOf(detector, values);
    if (isNamed && least === 0 ? values.length > 0 : share > 0 && share >= least) return hitFinding(detector, column.name, share, examples);
  }
  return null;
}

function shareOf({ matches, part = (value) => value }: Detector, values: readonly Weighted[]): { share: number; examples: string[] } {
  let [hits, all] = [0, 0];
  const examples: string[] = [];
  for (const { value, rows } of values) {
    all += rows;
    if (!matches?.(value)) continue;
    hits += rows;
    if (examples.length < 3) examples.push(mask(part(value)));
  }
  return { share: all === 0 ? 0 : hits / all, examples };
}

function hitFinding({ id, label, severity, hint }: Detector, column: string, share: number, examples: string[]): Finding {
  const how = share > 0 ? `${percent(share)} of its values have the shape, such as ${listed(examples)}` : 'by its name';
  return {
    code: `privacy-${id}`,
    severity,
    columns: [column],
    message: `${quoted(column)} seems to hold ${label.toLowerCase()}: ${how}.`,
    hint,
    evidence: { share, examples }
  };
}

function sensitiveFindings(columns: readonly Column[]): Finding[] {
  return columns.flatMap(({ name }) => {
    const attribute = sensitiveAttribute(name);
    if (attribute === null) return [];
    return [
      {
        code: 'privacy-sensitive',
        severity: 'info' as const,
        columns: [name],
        message: `If the rows are people, ${quoted(name)} tells their ${attribute}, which is protected.`,
        hint: 'Give it the role sensitive: it is then kept out of models and used to check that nobody is treated worse.',
        evidence: { attribute }
      }
    ];
  });
}

function anonymityFinding({ columns, smallestGroup, uniqueRows, exposedRows, rows }: Anonymity): Finding {
  return {
    code: 'privacy-k-anonymity',
    severity: exposedRows > 0.01 * rows ? 'warning' : 'info',
    columns: [...columns],
    message: `${listedNames(columns)} together single out ${counted(uniqueRows, 'row')} of ${grouped(rows)}; ${percent(exposedRows / rows)} of the rows share their values with fewer than four others (k = ${smallestGroup}).`,
    hint: 'Before sharing, make the values coarser (age in bands, region for postal code) or leave columns out until k is at least 5.',
    evidence: { smallestGroup, uniqueRows, exposedRows, rows }
  };
}
