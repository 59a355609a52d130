// Longer than other files on purpose: the faults each check has to find, and the clean data it has to leave alone, are one list of one random stream.
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, gather, textColumn, type Column } from '../../../src/core/table.ts';
import { auditTable, type AuditAim } from '../../../src/stages/explore/audit.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { quietContext, readSample, type Sample } from './read-sample.ts';

const rows = 500;
const rng = createRng(11);
const draw = (of: (row: number) => number, count = rows) => Float64Array.from({ length: count }, (_, row) => of(row));
const numbers = (name: string, of: (row: number) => number, count = rows): Column => ({ kind: 'number', name, values: draw(of, count) });
const times = (name: string, of: (row: number) => number): Column => ({ kind: 'time', name, values: draw(of) });
const noise = (name: string) => numbers(name, () => normal(rng));
const round = (value: number, decimals: number) => Number(value.toFixed(decimals));

function sampleOf(columns: readonly Column[], roles: Record<string, 'time' | 'id'> = {}): Sample {
  const count = columns[0]!.kind === 'number' ? columns[0]!.values.length : rows;
  return {
    table: { rows: count, columns },
    schema: columns.map(({ name, kind }) => ({ name, type: kind, role: roles[name] ?? 'feature' }))
  };
}

async function findingsOf({ table, schema }: Sample, aim: AuditAim | null = null): Promise<Finding[]> {
  const profile = await profileTable(table, schema, quietContext());
  return auditTable(table, schema, profile, aim, quietContext());
}

const find = (findings: readonly Finding[], code: string, column?: string) =>
  findings.find((finding) => finding.code === code && (column === undefined || finding.columns.includes(column)));

const NEW: readonly string[] = [
  'near-duplicates',
  'drift-along-file',
  'date-after-event',
  'aggregate-of-target',
  'mixed-units',
  'sums',
  'label-errors'
];

describe('units mixed in one column', () => {
  const mixed = (base: () => number, share: number, convert: (value: number) => number) =>
    numbers('size', () => {
      const value = base();
      return round(rng() < share ? convert(value) : value, 1);
    });
  const about = (middle: number, spread: number) => () => middle * Math.exp(spread * normal(rng));

  test.each<[string, Column, string]>([
    ['pounds among kilograms', mixed(about(70, 0.07), 0.2, (value) => value * 2.2046), 'kilograms and pounds'],
    ['centimetres among inches', mixed(about(68, 0.05), 0.3, (value) => value * 2.54), 'inches and centimetres'],
    ['grams among kilograms', mixed(about(70, 0.3), 0.1, (value) => value * 1000), 'thousands and units, or kilograms and grams'],
    ['metres among centimetres', mixed(about(170, 0.06), 0.08, (value) => value / 100), 'shares and percent, or metres and centimetres'],
    [
      'Fahrenheit among Celsius',
      mixed(
        () => 12 + 4 * normal(rng),
        0.3,
        (value) => 1.8 * value + 32
      ),
      'degrees Celsius and Fahrenheit'
    ]
  ])('%s', async (_what, column, units) => {
    const found = find(await findingsOf(sampleOf([column, noise('other')])), 'mixed-units', 'size');
    expect(found?.message).toContain(units);
  });

  test.each<[string, Column]>([
    ['one heap', numbers('size', about(70, 0.3))],
    ['two heaps a factor of no units apart', numbers('size', (row) => round((row % 3 === 0 ? 7 : 1) * about(50, 0.05)(), 1))],
    ['two heaps of different shapes', numbers('size', (row) => (row % 3 === 0 ? 254 + 20 * rng() ** 4 : 100 + 3 * normal(rng)))],
    ['a long tail', numbers('size', () => round(Math.exp(2 * normal(rng)), 2))],
    ['prices that end evenly', numbers('size', () => Math.round(rng() * 40) * 25 + 100)]
  ])('%s is no mixture', async (_what, column) => {
    expect(find(await findingsOf(sampleOf([column, noise('other')])), 'mixed-units')).toBeUndefined();
  });
});

describe('sums and shares', () => {
  const part = () => round(rng() * 50, 1);
  const parts = Array.from({ length: rows }, () => [part(), part(), part()]);
  const column = (name: string, j: number) => numbers(name, (row) => parts[row]![j]!);
  const total = (broken: (row: number) => boolean) =>
    numbers('total', (row) => round(parts[row]!.reduce((a, b) => a + b, 0) + (broken(row) ? 7 : 0), 1));

  test('rows that break a sum are counted and numbered', async () => {
    const found = find(
      await findingsOf(sampleOf([column('a', 0), column('b', 1), noise('x'), column('c', 2), total((row) => row % 50 === 3)])),
      'sums'
    );
    expect(found).toMatchObject({ severity: 'warning', columns: ['total', 'a', 'b', 'c'], evidence: { broken: 10, kept: 490 } });
    expect([...(found!.evidence as { rowNumbers: Uint32Array }).rowNumbers].slice(0, 3)).toEqual([3, 53, 103]);
  });

  test('a sum that always holds is worth knowing', async () => {
    expect(find(await findingsOf(sampleOf([column('a', 0), column('b', 1), column('c', 2), total(() => false)])), 'sums')?.severity).toBe(
      'info'
    );
  });

  test('shares that do not add up to a hundred', async () => {
    const share = (j: number) => (row: number) => {
      const all = parts[row]!.reduce((a, b) => a + b, 0);
      return round((100 * parts[row]![j]!) / all + (j === 0 && row % 100 === 0 ? 20 : 0), 1);
    };
    const found = find(await findingsOf(sampleOf([numbers('p', share(0)), numbers('q', share(1)), numbers('r', share(2))])), 'sums');
    expect(found).toMatchObject({ columns: ['p', 'q', 'r'], evidence: { total: 100, broken: 5 } });
  });

  test('counts that are nearly always zero add up to nothing', async () => {
    const rare = (name: string) => numbers(name, () => (rng() < 0.05 ? 1 : 0));
    expect(find(await findingsOf(sampleOf(['a', 'b', 'c', 'd', 'e'].map(rare))), 'sums')).toBeUndefined();
  });
});

describe('near copies', () => {
  const base = sampleOf([
    noise('a'),
    noise('b'),
    noise('c'),
    noise('d'),
    categoryColumn(
      'answer',
      Array.from({ length: rows }, () => (rng() < 0.5 ? 'yes' : 'no'))
    )
  ]);
  const copied = (change: (columns: readonly Column[], row: number) => void): Sample => {
    const table = gather(
      base.table,
      Array.from({ length: rows + 20 }, (_, i) => (i < rows ? i : i - rows))
    );
    for (let row = rows; row < rows + 20; row++) change(table.columns, row);
    return { table, schema: base.schema };
  };

  test('rows that differ in one number', async () => {
    const sample = copied((columns, row) => {
      const column = columns[1]!;
      if (column.kind === 'number') column.values[row]! += 0.5;
    });
    expect(find(await findingsOf(sample), 'near-duplicates')).toMatchObject({ columns: ['b'], evidence: { rows: 20 } });
  });

  test('the same row with another answer', async () => {
    const sample = copied((columns, row) => {
      const column = columns[4]!;
      if (column.kind === 'category') column.codes[row] = 1 - column.codes[row]!;
    });
    const found = find(await findingsOf(sample, { target: 'answer' }), 'near-duplicates');
    expect(found?.severity).toBe('warning');
    expect(found?.message).toContain('20 of them have another answer for the same row');
  });

  test('the same row in another spelling', async () => {
    const name = (row: number) => `customer ${row % rows}`;
    const spelled = categoryColumn(
      'name',
      Array.from({ length: rows + 20 }, (_, row) => (row < rows ? name(row) : name(row).toUpperCase()))
    );
    const sample = copied(() => undefined);
    const both = {
      table: { ...sample.table, columns: [...sample.table.columns, spelled] },
      schema: [...sample.schema, { name: 'name', type: 'category' as const, role: 'feature' as const }]
    };
    expect(find(await findingsOf(both), 'near-duplicates')).toMatchObject({
      evidence: { rows: 20, differsIn: [{ column: 'spelling', rows: 20 }] }
    });
  });

  test('exact copies are told by another check', async () => {
    const found = await findingsOf(copied(() => undefined));
    expect(find(found, 'near-duplicates')).toBeUndefined();
    expect(find(found, 'duplicate-rows')).toBeDefined();
  });

  test('a table of few different values has none, however many of its rows agree but for one', async () => {
    const coarse = (name: string) => numbers(name, () => Math.floor(rng() * 5));
    expect(find(await findingsOf(sampleOf(['a', 'b', 'c', 'd', 'e'].map(coarse))), 'near-duplicates')).toBeUndefined();
  });
});

describe('drift along the file', () => {
  test('a value that rises on the way, among columns that do not', async () => {
    const found = find(
      await findingsOf(sampleOf([numbers('gauge', (row) => row / 200 + normal(rng)), noise('a'), noise('b')])),
      'drift-along-file'
    );
    expect(found?.columns).toEqual(['gauge']);
  });

  test('levels that change half-way', async () => {
    const device = categoryColumn(
      'device',
      Array.from({ length: rows }, (_, row) => (rng() < (row < 250 ? 0.2 : 0.8) ? 'new' : 'old'))
    );
    expect(find(await findingsOf(sampleOf([noise('a'), device, noise('b')])), 'drift-along-file')?.columns).toEqual(['device']);
  });

  test('a file that is sorted by a column is no drift', async () => {
    const sorted = numbers('sorted', (row) => row / 7);
    expect(find(await findingsOf(sampleOf([sorted, numbers('b', (row) => row / 200 + normal(rng))])), 'drift-along-file')).toBeUndefined();
  });
});

describe('leaks by time and by group', () => {
  const DAY = 86_400_000;
  const opened = Array.from({ length: rows }, () => 1.7e12 + Math.floor(rng() * 300) * DAY);
  const answer = categoryColumn(
    'answer',
    Array.from({ length: rows }, () => (rng() < 0.4 ? 'yes' : 'no'))
  );

  test('a date after the moment of the row', async () => {
    const columns = [
      times('opened', (row) => opened[row]!),
      times('closed', (row) => opened[row]! + (1 + Math.floor(rng() * 30)) * DAY),
      noise('x'),
      answer
    ];
    const found = find(await findingsOf(sampleOf(columns, { opened: 'time' }), { target: 'answer' }), 'date-after-event', 'closed');
    expect(found).toMatchObject({ severity: 'warning', evidence: { later: rows, share: 1 } });
  });

  test('a date before it, and one that is unrelated without a moment, say nothing', async () => {
    const born = times('born', (row) => opened[row]! - 9000 * DAY);
    expect(
      find(
        await findingsOf(sampleOf([times('opened', (row) => opened[row]!), born, answer], { opened: 'time' }), { target: 'answer' }),
        'date-after-event'
      )
    ).toBeUndefined();
    expect(
      find(
        await findingsOf(sampleOf([times('a', (row) => opened[row]!), times('b', (row) => opened[row]! + DAY), answer]), {
          target: 'answer'
        }),
        'date-after-event'
      )
    ).toBeUndefined();
  });

  const shops = Array.from({ length: rows }, () => Math.floor(rng() * 25));
  const shop = categoryColumn(
    'shop',
    shops.map((code) => `shop ${code}`)
  );
  const isYes = (row: number) => (answer.kind === 'category' && answer.labels[answer.codes[row]!] === 'yes' ? 1 : 0);
  const meanOf = (row: number, own: boolean) => {
    const others = [...shops.keys()].filter((other) => shops[other] === shops[row] && (own || other !== row));
    return others.reduce((sum, other) => sum + isYes(other), 0) / others.length;
  };

  test.each([
    ['with the row itself', true],
    ['without the row itself', false]
  ])('the mean of the target over a group, %s', async (_what, own) => {
    const columns = [shop, numbers('rate', (row) => round(meanOf(row, own), 4)), noise('x'), answer];
    const found = find(await findingsOf(sampleOf(columns), { target: 'answer' }), 'aggregate-of-target', 'rate');
    expect(found).toMatchObject({ severity: 'blocker', evidence: { group: 'shop', how: own ? 'with' : 'without' } });
  });

  test('the mean of something else over a group is none', async () => {
    const prices = shops.map((code) => code * 1.37 + 2);
    const columns = [shop, numbers('price', (row) => prices[row]!), noise('x'), answer];
    expect(find(await findingsOf(sampleOf(columns), { target: 'answer' }), 'aggregate-of-target')).toBeUndefined();
  });
});

describe('encodings of missing', () => {
  test('days that programs write where there is none', async () => {
    const DAY = 86_400_000;
    const day = times('born', (row) => (row % 20 === 0 ? Date.UTC(1900, 0, 1) : Date.UTC(1960, 0, 1) + row * 20 * DAY));
    expect(find(await findingsOf(sampleOf([day, noise('x')])), 'missing-codes', 'born')).toMatchObject({
      evidence: { rows: 25, codes: ['1900-01-01T00:00:00.000Z'] }
    });
  });
});

describe('no false alarm', () => {
  test.each([
    ['penguins', 'species', []],
    ['titanic', 'survived', []],
    ['adult', 'income', []],
    ['wine-quality', 'quality', []],
    ['diamonds', 'price', []],
    ['temperatures', 'Temp', []]
  ])('%s', async (name, target) => {
    const found = (await findingsOf(readSample(name), { target })).filter(({ code }) => NEW.includes(code));
    expect(found.map(({ code, severity, message }) => [code, severity, message])).toMatchSnapshot();
  });

  test.each([1, 2, 3, 4])('random tables, seed %i', async (seed) => {
    const own = createRng(seed);
    const kinds: ((name: string) => Column)[] = [
      (name) => numbers(name, () => normal(own)),
      (name) => numbers(name, () => Math.floor(own() * 10)),
      (name) => numbers(name, () => round(Math.exp(normal(own)), 2)),
      (name) => numbers(name, () => Math.floor(own() * 2)),
      (name) =>
        categoryColumn(
          name,
          Array.from({ length: rows }, () => 'abcdefg'[Math.floor(own() * 7)]!)
        ),
      (name) => times(name, () => 1.6e12 + Math.floor(own() * 900) * 86_400_000),
      (name) =>
        textColumn(
          name,
          Array.from({ length: rows }, () => `note ${Math.floor(own() * 1e6)}`)
        )
    ];
    const columns = Array.from({ length: 21 }, (_, j) => kinds[j % kinds.length]!(`c${j}`));
    const answer = categoryColumn(
      'answer',
      Array.from({ length: rows }, () => (own() < 0.5 ? 'yes' : 'no'))
    );
    const found = await findingsOf(sampleOf([...columns, answer]), { target: 'answer' });
    expect(found.filter(({ code }) => NEW.includes(code)).map(({ message }) => message)).toEqual([]);
  });
});
