import { expect, test } from 'vitest';
import { LatheError } from '../../src/core/errors/lathe-error.ts';
import { errorFromWire, errorToWire } from '../../src/wire/error-wire.ts';

const across = (thrown: unknown) => errorFromWire(structuredClone(errorToWire(thrown)));

test('a LatheError comes across whole, and what can not be cloned in its context as text', () => {
  const error = across(new LatheError('a-code', 'What.', 'Do.', { n: 3, f: Math.max }, new Error('why')));
  expect(error).toBeInstanceOf(LatheError);
  expect(error).toMatchObject({ code: 'a-code', message: 'What.', hint: 'Do.', context: { n: 3, f: String(Math.max) } });
  expect((error.cause as Error).message).toBe('why');
});

test('an abort stays an abort, a plain error keeps its name, a thrown value its text', () => {
  expect(across(new DOMException('Stop.', 'AbortError')).name).toBe('AbortError');
  expect(across(new RangeError('far'))).toMatchObject({ name: 'RangeError', message: 'far' });
  expect(across(17).message).toBe('17');
});
