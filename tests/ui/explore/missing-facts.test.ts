import { expect, test } from 'vitest';
import { createPacer } from '../../../src/core/pacer.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { GapFinder } from '../../../src/stages/explore/missing/gaps.ts';
import { gapTies } from '../../../src/stages/explore/missing/gap-ties.ts';
import { gapsOf } from '../../../src/ui/explore/missing-facts.ts';
import { quietContext, readSample, tableOf } from '../../stages/explore/read-sample.ts';
import type { Profile } from '../../../src/app/api/exploring.ts';

const factsOf = async ({ table, schema }: ReturnType<typeof readSample>) =>
  gapsOf((await profileTable(table, schema, quietContext())) as unknown as Profile);

test('titanic: whether the deck is known goes with the class and the fare; little says no chance', async () => {
  const facts = await factsOf(readSample('titanic'));
  expect(facts?.chance).toMatch(/^The gaps do not fall by chance alone \(Little’s test over \d+ number columns: chi-square .*p < 0\.001\)/);
  expect(facts?.ties.map(({ said }) => said).join('\n')).toMatch(/Whether “deck” is missing goes with “class”: Cramér’s V 0\.\d\d \(/);
});

test('a table without gaps has nothing to say', async () => {
  expect(await factsOf(tableOf({ a: ['1', '2', '3'], b: ['x', 'y', 'x'] }))).toBe(null);
});

test('gaps by chance go with nothing', async () => {
  const { table } = readSample('diamonds');
  const gappy = table.columns.map((column) =>
    column.name === 'depth' && column.kind === 'number'
      ? { ...column, values: column.values.map((value, row) => ((row * 2654435761) % 4294967296 < 4e8 ? NaN : value)) }
      : column
  );
  const gaps = new GapFinder('depth', table.rows);
  gaps.add(
    gappy.find(({ name }) => name === 'depth')!,
    0,
    table.rows
  );
  expect(await gapTies({ ...table, columns: gappy }, null, [gaps.finish()], createPacer(quietContext()))).toEqual([]);
});
