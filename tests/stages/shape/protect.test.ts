import { describe, expect, test } from 'vitest';
import { redact } from '../../../src/stages/govern/privacy/redact.ts';
import { checkSteps } from '../../../src/stages/shape/check-steps.ts';
import { frameFrom, rowsOf, shaped, type Value } from './helper.ts';
import type { ColumnType } from '../../../src/core/schema.ts';
import type { ShapeStep } from '../../../src/core/shape-step.ts';

const only = async (type: ColumnType, values: readonly Value[], step: ShapeStep) => {
  const { frame, outcomes } = await shaped(
    frameFrom(
      { x: type },
      values.map((x) => ({ x }))
    ),
    [step]
  );
  return { values: (await rowsOf(frame)).map(({ x }) => x), frame, said: outcomes[0]!.said };
};

describe('mask', () => {
  test.each<[string, ShapeStep, string, string]>([
    ['the last letters, never more than half', { kind: 'mask', column: 'x', how: 'last' }, '4111 1111 1111 1234', '•••1234'],
    ['a short value is hidden', { kind: 'mask', column: 'x', how: 'last' }, 'a', '•••'],
    ['of five letters two are left at most', { kind: 'mask', column: 'x', how: 'last' }, 'Alice', '•••ce'],
    ['the domain', { kind: 'mask', column: 'x', how: 'domain' }, 'ada@example.org', '•••@example.org'],
    ['what has no domain is hidden whole', { kind: 'mask', column: 'x', how: 'domain' }, 'ada', '•••'],
    ['the first letters', { kind: 'mask', column: 'x', how: 'first-letter' }, 'Lovelace, Ada (King)', 'L. A. K.']
  ])('%s', async (_, step, given, left) => {
    expect((await only('text', [given, null], step)).values).toEqual([left, null]);
  });

  test('values that are alike afterwards are one', async () => {
    const { frame } = await only('category', ['a@x.org', 'b@x.org', 'c@y.org'], { kind: 'mask', column: 'x', how: 'domain' });
    expect(frame.columns[0]).toMatchObject({ type: 'category', labels: ['•••@x.org', '•••@y.org'] });
  });
});

describe('generalise', () => {
  test('numbers in bands, in their order, missing stays missing', async () => {
    const { values, frame, said } = await only('integer', [31, 9, null, 30, 100, -1], {
      kind: 'generalise',
      column: 'x',
      into: { by: 'bands', width: 10 }
    });
    expect(values).toEqual(['30 to 39', '0 to 9', null, '30 to 39', '100 to 109', '-10 to -1']);
    expect(frame.columns[0]).toMatchObject({ type: 'category', labels: ['-10 to -1', '0 to 9', '30 to 39', '100 to 109'] });
    expect(said).toBe('Made “x” coarser: bands of 10.');
  });

  test('bounds make the first and the last band open', async () => {
    const into = { by: 'bands', width: 10, lowest: 25, highest: 65 } as const;
    expect((await only('integer', [24, 25, 31, 64, 65], { kind: 'generalise', column: 'x', into })).values).toEqual([
      'under 25',
      '25 to 29',
      '30 to 39',
      '60 to 64',
      '65 or more'
    ]);
  });

  test('a fraction on an edge belongs to the band it begins', async () => {
    const into = { by: 'bands', width: 0.1 } as const;
    expect((await only('number', [0.3, 0.29], { kind: 'generalise', column: 'x', into })).values).toEqual([
      '0.3 to under 0.4',
      '0.2 to under 0.3'
    ]);
  });

  test('times become the first moment of their month or year', async () => {
    const days = [Date.UTC(2024, 4, 17, 13), Date.UTC(1969, 11, 31), null];
    const month = await only('time', days, { kind: 'generalise', column: 'x', into: { by: 'month' } });
    expect(month.values).toEqual([Date.UTC(2024, 4, 1), Date.UTC(1969, 11, 1), null]);
    const year = await only('time', days, { kind: 'generalise', column: 'x', into: { by: 'year' } });
    expect(year.values).toEqual([Date.UTC(2024, 0, 1), Date.UTC(1969, 0, 1), null]);
  });

  test('codes keep their first digits', async () => {
    const into = { by: 'leading', keep: 2 } as const;
    expect((await only('integer', [10115, 10117, 9], { kind: 'generalise', column: 'x', into })).values).toEqual(['10…', '10…', '9']);
  });

  test('rare values become one, and “other” itself is not rare', async () => {
    const into = { by: 'merge-rare', least: 2 } as const;
    const merged = await only('category', ['a', 'a', 'a', 'b', 'b', 'c', null], { kind: 'generalise', column: 'x', into });
    expect(merged.values).toEqual(['a', 'a', 'a', 'other', 'other', 'other', null]);
    const whole = await only('category', ['a', 'a', 'b', 'b'], { kind: 'generalise', column: 'x', into });
    expect(whole.values).toEqual(['a', 'a', 'b', 'b']);
  });

  test('bands of texts are refused with what to do', async () => {
    await expect(only('text', ['a'], { kind: 'generalise', column: 'x', into: { by: 'bands', width: 1 } })).rejects.toMatchObject({
      code: 'shape-step-invalid',
      context: { step: 0 }
    });
  });
});

test('pseudonyms take the place of every value, and missing ones stay missing', async () => {
  const frame = frameFrom({ a: 'text', b: 'integer' }, [
    { a: 'ada', b: 12 },
    { a: null, b: null }
  ]);
  const { frame: done } = await shaped(frame, [{ kind: 'pseudonymise', columns: ['a', 'b'], keyId: 'k' }]);
  expect(await rowsOf(done)).toEqual([
    { a: 'k:3:a', b: 'k:2:1' },
    { a: null, b: null }
  ]);
});

test.each([
  [{ kind: 'mask', column: 'x', how: 'all' }],
  [{ kind: 'mask', column: 'x', how: 'last', keep: -1 }],
  [{ kind: 'pseudonymise', columns: ['x'] }],
  [{ kind: 'generalise', column: 'x', into: { by: 'bands', width: 0 } }],
  [{ kind: 'generalise', column: 'x', into: { by: 'bands', width: 5, lowest: 9, highest: 9 } }],
  [{ kind: 'generalise', column: 'x', into: { by: 'leading' } }],
  [{ kind: 'generalise', column: 'x', into: { by: 'merge-rare', least: 1 } }],
  [{ kind: 'generalise', column: 'x', into: 'bands' }]
])('an incomplete step is refused: %j', (step) => {
  expect(() => checkSteps([step])).toThrowError(expect.objectContaining({ code: 'shape-step-invalid' }));
});

describe('redact', () => {
  test.each([
    ['Write to ada.l@mail.example.co.uk, or call +49 171 2345678.', 'Write to [email], or call [phone].'],
    ['Paid with 4111 1111 1111 1111 from DE89 3704 0044 0532 0130 00', 'Paid with [card] from [iban]'],
    ['SSN 123-45-6789, seen at 192.168.0.1 and 2001:db8::ff00:42:8329', 'SSN [id], seen at [ip] and [ip]'],
    ['Version 1.2.3 of 2024-05-01 at 12:30:00 cost 1234 euro', 'Version 1.2.3 of 2024-05-01 at 12:30:00 cost 1234 euro'],
    ['Card 4111 1111 1111 1112 fails its check digit', expect.not.stringContaining('[card]')]
  ])('%s', (text, left) => expect(redact(text)).toEqual(left));

  test('a long text without spaces takes no time', () => {
    const started = performance.now();
    for (const letter of ['a', '1', 'a:', 'DE12', '4111 ']) redact(letter.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
