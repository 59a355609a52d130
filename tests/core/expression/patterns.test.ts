import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileLike } from '../../../src/core/expression/like.ts';
import { compilePattern } from '../../../src/core/expression/safe-pattern.ts';

const piece = fc.letrec<{ whole: string }>((tie) => {
  const whole = tie('whole');
  return {
    whole: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w', '^', '$', '[a-c]', '\\.', ''),
      fc.tuple(whole, whole).map((parts) => parts.join('')),
      fc.tuple(whole, whole).map((parts) => `(${parts.join('|')})`),
      fc.tuple(whole, fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,}', '*?')).map(([part, times]) => `(?:${part})${times}`)
    )
  };
}).whole;

test('a pattern finds what the engine of the browser finds', () => {
  fc.assert(
    fc.property(piece, fc.array(fc.constantFrom('a', 'b', 'c', '1', '.', '\n'), { maxLength: 8 }), (pattern, letters) => {
      const text = letters.join('');
      expect(compilePattern(pattern)(text)).toBe(new RegExp(pattern, 'u').test(text));
    }),
    { numRuns: 3000 }
  );
});

test('a pattern that hangs a backtracking engine takes time in proportion to the text', () => {
  const test = compilePattern('^(a+)+$');
  const started = performance.now();
  expect(test(`${'a'.repeat(20_000)}b`)).toBe(false);
  expect(test('a'.repeat(20_000))).toBe(true);
  expect(performance.now() - started).toBeLessThan(2000);
});

test.each([
  ['a{2000}', 'repeats'],
  ['((a{100}){100})', 'too large'],
  ['a)', 'never opened'],
  ['[a', 'not closed'],
  ['*a', 'nothing stands before'],
  ['(a)\\1', 'refer back'],
  ['(?<=a)b', 'look ahead or behind'],
  ['[b-a]', 'backwards']
])('%s is refused with the reason', (pattern, reason) => {
  expect(() => compilePattern(pattern)).toThrow(reason);
});

test('LIKE finds what its regular expression finds', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', '%', '_'), { maxLength: 7 });
  fc.assert(
    fc.property(letters, fc.array(fc.constantFrom('a', 'b', '%'), { maxLength: 8 }), (pattern, text) => {
      const twin = new RegExp(`^${pattern.map((mark) => (mark === '%' ? '.*' : mark === '_' ? '.' : mark)).join('')}$`, 'su');
      expect(compileLike(pattern.join(''))(text.join(''))).toBe(twin.test(text.join('')));
    }),
    { numRuns: 2000 }
  );
});

test('LIKE with many signs for any text stays fast', () => {
  const started = performance.now();
  expect(compileLike(`${'%a'.repeat(50)}%b`)('a'.repeat(10_000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(2000);
});
