import { inSentence } from '../../src/core/words.ts';
import { expect, test } from 'vitest';
import { byImportance, paramLabel, paramProblem, readInts, sayChanged } from '../../src/ui/kit/param-words.ts';
import { queryValue, withQuery } from '../../src/ui/kit/query.ts';

test('parameter names become words, single letters stay', () => {
  expect(paramLabel('maxLeafNodes')).toBe('Max leaf nodes');
  expect(paramLabel('C')).toBe('C');
});

test('what tuning leaves alone is folded away', () => {
  const spec = (search?: false) => ({ type: 'int', default: 1, doc: '', ...(search === false ? { search } : {}) });
  const order = byImportance({ tol: spec(false), maxIter: spec(), learningRate: spec() });
  expect(order).toEqual({ essential: ['maxIter', 'learningRate'], rest: ['tol'] });
});

test('bad values are refused with what is allowed', () => {
  const spec = { type: 'int', default: 1, doc: '', min: 1, max: 10 };
  expect(paramProblem(spec, 5)).toBeNull();
  expect(paramProblem(spec, 11)).toBe('Give a whole number from 1 to 10.');
  expect(paramProblem(spec, 1.5)).not.toBeNull();
  expect(paramProblem(spec, null)).not.toBeNull();
  expect(paramProblem({ ...spec, type: 'ints' }, [3, 99])).not.toBeNull();
});

test('a list of layers is read as it is typed', () => {
  expect(readInts('64, 32')).toEqual([64, 32]);
  expect(readInts('')).toEqual([]);
  expect(readInts('64, big')).toBeNull();
});

test('only changed parameters are told', () => {
  const specs = { maxIter: { type: 'int', default: 100, doc: '' } };
  expect(sayChanged(specs, { maxIter: 100 })).toBe('');
  expect(sayChanged(specs, { maxIter: 20 })).toBe('Max iter 20');
});

test('labels keep abbreviations and names inside a sentence', () => {
  expect(inSentence('Neural network (MLP)')).toBe('neural network (MLP)');
  expect(inSentence('Brier score')).toBe('Brier score');
  expect(inSentence('F1')).toBe('F1');
});

test('the address keeps what it does not know', () => {
  expect(withQuery('/p/1/train', 'run=a&all=yes', { run: 'b' })).toBe('/p/1/train?run=b&all=yes');
  expect(withQuery('/p/1/train', 'run=a', { run: null })).toBe('/p/1/train');
  expect(queryValue(undefined, 'run')).toBeNull();
});
