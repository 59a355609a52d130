import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, textColumn, type Column } from '../../../src/core/table.ts';
import { auditTable } from '../../../src/stages/explore/audit.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { quietContext } from './read-sample.ts';

const ROWS = 400;
const numbers = (name: string, draw: (row: number) => number): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from({ length: ROWS }, (_, row) => draw(row))
});

/** Codes of findings about a column, or about any. */
async function codesOf(columns: readonly Column[], about?: string): Promise<string[]> {
  const table = { rows: ROWS, columns };
  const schema = columns.map(({ name, kind }) => ({ name, type: kind, role: 'feature' as const }));
  const findings = await auditTable(table, schema, await profileTable(table, schema, quietContext()), { target: 'sick' }, quietContext());
  return findings.filter((finding) => about === undefined || finding.columns.includes(about)).map(({ code }) => code);
}

describe('a column that names things met again, each with one answer', () => {
  const patients = (name: (patient: number) => string | number): Column => {
    const values = Array.from({ length: 400 }, (_, row) => name(Math.floor(row / 10)));
    return typeof values[0] === 'number'
      ? { kind: 'number', name: 'patient', values: Float64Array.from(values as number[]) }
      : categoryColumn('patient', values as string[]);
  };
  const sick = () => {
    const rng = createRng(6);
    const ill = Array.from({ length: 40 }, () => (rng() < 0.5 ? 'yes' : 'no'));
    return categoryColumn('sick', Array.from({ length: 400 }, (_, row) => ill[Math.floor(row / 10)]!)); // prettier-ignore
  };
  const noise = () => {
    const rng = createRng(7);
    return numbers('pulse', () => normal(rng));
  };

  test.each([
    ['names', (patient: number) => `p${patient}`],
    ['numbers that only name', (patient: number) => (patient * 7919) % 1009]
  ])('%s: is a group, not a leak', async (_what, name) => {
    const columns = [patients(name), noise(), sick()];
    expect(await codesOf(columns, 'patient')).toContain('group-like');
    expect(await codesOf(columns)).not.toContain('single-feature-leak');
  });

  test('a whole number that passes a bound with the answer stays a leak, and so does a code of few values', async () => {
    const target = sick();
    const codes = target.kind === 'category' ? target.codes : new Int32Array(0);
    const measured = numbers('dose', (row) => (codes[row] === 0 ? 10 : 60) + (row % 30));
    const coded = categoryColumn('code', Array.from(codes, (code, row) => `c${code * 3 + (row % 3)}`)); // prettier-ignore
    const columns = [measured, coded, target];
    for (const name of ['dose', 'code']) expect(await codesOf(columns, name)).toContain('single-feature-leak');
    expect(await codesOf(columns)).not.toContain('group-like');
  });
});

test('texts of one word, each another, name the row; prose is left out of models, and said', async () => {
  const codes = textColumn(
    'shop',
    Array.from({ length: ROWS }, (_, row) => `F${1000 + row}`)
  );
  const prose = textColumn(
    'remark',
    Array.from({ length: ROWS }, (_, row) => `the shop number ${row} is near`)
  );
  const sick = categoryColumn(
    'sick',
    Array.from({ length: ROWS }, (_, row) => (row % 3 === 0 ? 'yes' : 'no'))
  );
  const columns = [codes, prose, numbers('size', (row) => (row * 37) % 101), sick];
  expect(await codesOf(columns, 'shop')).toEqual(['id-like']);
  expect(await codesOf(columns, 'remark')).toContain('text-as-words');
});
