import { expect, test } from 'vitest';
import { tightestBudget, termsInForce } from '../../src/core/data-terms.ts';
import { lineageFor, lineagesBehind, versionOfFile, type OfLineage } from '../../src/core/lineage.ts';
import { rulesOf, settledSuites, withRules } from '../../src/core/rule.ts';

const version = (id: string, name: string, columns: string, more: Partial<OfLineage> = {}): OfLineage => ({
  id,
  name,
  projectId: 'p',
  parentId: null,
  columns: [...columns].map((column) => ({ name: column })),
  ...more
});
const parents = (...of: OfLineage[]) => ({ made: { parents: of.map(({ id, name, projectId }) => ({ datasetId: id, name, projectId })) } });

const sales = version('1', 'sales', 'abc');
const fileOf = (name: string, columns: string) => ({ name, columns: [...columns] });

test('a renamed file of the same columns is the next version, and so is one of the name with most of them', () => {
  expect(versionOfFile(fileOf('sales-feb', 'cab'), [sales])).toBe(sales);
  expect(versionOfFile(fileOf('sales', 'abcd'), [sales])).toBe(sales);
  expect(lineageFor({ ...version('2', 'sales-feb', 'abc'), parentId: '1' }, [sales])).toBe('sales');
});

test('another table is one of its own, even where the name is taken', () => {
  expect(versionOfFile(fileOf('sales', 'xyz'), [sales])).toBeNull();
  expect(versionOfFile(fileOf('shops', 'abcd'), [sales])).toBeNull();
  expect(lineageFor(version('2', 'sales', 'xyz'), [sales])).toBe('sales (2)');
  expect(lineageFor(version('3', 'shops', 'xy'), [sales])).toBe('shops');
  const second = version('2', 'sales', 'xyz', { lineage: 'sales (2)' });
  expect(versionOfFile(fileOf('sales', 'xyzw'), [sales, second])).toBe(second);
});

test('steps go on with their table; rows made up are one of their own, and no file is taken for a version of them', () => {
  expect(lineageFor({ ...version('2', 'sales', 'ab'), parentId: '1', ...parents(sales) }, [sales])).toBe('sales');
  const madeUp = version('2', 'sales (synthetic)', 'abc', { parentId: '1', synthetic: {}, ...parents(sales) });
  expect(lineageFor(madeUp, [sales])).toBe('sales (synthetic)');
  expect(versionOfFile(fileOf('sales-feb', 'abc'), [sales, madeUp])).toBe(sales);
  expect(versionOfFile(fileOf('people', 'abc'), [madeUp])).toBeNull();
});

test('the tables behind a version are its own, joined ones, and theirs; other projects are not asked', () => {
  const shops = version('2', 'shops', 'cx');
  const foreign = version('9', 'foreign', 'q', { projectId: 'other' });
  const joined = version('3', 'sales', 'abcx', { parentId: '1', ...parents(sales, shops, foreign) });
  const madeUp = version('4', 'sales (synthetic)', 'abcx', { parentId: '3', synthetic: {}, ...parents(joined) });
  expect(lineagesBehind(madeUp, [sales, shops, joined, madeUp])).toEqual(['sales (synthetic)', 'sales', 'shops']);
  expect(lineagesBehind(sales, [sales, shops, joined])).toEqual(['sales']);
});

test('of a derived table the strictest terms hold, with the tables they come from, and the budget that leaves the least', () => {
  const spent = (epsilon: number) => [{ at: 1, epsilon, delta: 0, what: 'count' }];
  const all = [
    { dataset: 'a', licence: 'CC0', retentionDays: 90, budget: { epsilon: 1, delta: 1e-5, spent: spent(0.9) } },
    { dataset: 'b', licence: 'own data', owner: 'Bo', retentionDays: 30 },
    { dataset: 'c', owner: 'Cy', retentionDays: 60, budget: { epsilon: 0.2, delta: 1e-5, spent: [] } }
  ];
  expect(termsInForce(all, ['c', 'a', 'b'])).toEqual({
    owner: 'Cy',
    licence: 'CC0; own data',
    retentionDays: 30,
    from: { licence: ['a', 'b'], retentionDays: ['b'] }
  });
  expect(termsInForce(all, ['b'])).toEqual({ licence: 'own data', owner: 'Bo', retentionDays: 30, from: {} });
  expect(termsInForce(undefined, ['b', 'c'])).toEqual({ from: {} });
  expect(tightestBudget(all, ['c', 'a', 'b']).dataset).toBe('a');
  expect(tightestBudget(all, ['c', 'b']).dataset).toBe('c');
});

test('each table has a suite of its own; one of no table goes to the one that has none', () => {
  const rules = [{ column: 'a', kind: 'not-null' }];
  const suites = withRules(undefined, 'sales', rules);
  expect([rulesOf(suites, 'sales'), rulesOf(suites, 'shops')]).toEqual([rules, []]);
  expect(rulesOf(withRules(suites, 'shops', []), 'sales')).toEqual(rules);
  expect(settledSuites([{ dataset: null, rules }], 'sales')).toEqual([{ dataset: 'sales', rules }]);
  expect(settledSuites([{ dataset: null, rules: [] }, ...suites], 'sales')).toEqual(suites);
});
