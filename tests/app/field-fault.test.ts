import { expect, test } from 'vitest';
import { faultOf } from '../../src/app/field-fault.ts';
import { paramOutOfRange } from '../../src/core/errors/anywhere.ts';
import { csvTypeUnknown } from '../../src/core/errors/csv.ts';
import { deploymentNameBad, shareOutOfRange } from '../../src/core/errors/deploying.ts';
import { positiveNotALevel, problemInvalid } from '../../src/core/errors/problem.ts';
import { tooFewRows } from '../../src/core/errors/tables.ts';

test.each([
  [paramOutOfRange('boosting', 'maxIter', 'a whole number from 1 to 10000', 0), 'maxIter'],
  [paramOutOfRange('A deployment', 'split.mode', 'one of canary, ab', 'x'), 'mode'],
  [problemInvalid('bar', 'is 2, but accuracy goes from 0 to 1', 'Give a number from 0 to 1.'), 'bar'],
  [positiveNotALevel('Horse', 'pet', ['Cat', 'Dog']), 'positive'],
  [deploymentNameBad('a b'), 'name'],
  [shareOutOfRange(2), 'share'],
  [csvTypeUnknown('age', 'colour'), 'type of age'],
  [tooFewRows(2, 20, 'Dividing'), null]
])('%s belongs to %s', (error, field) => {
  const fault = faultOf(error);
  expect(fault?.field).toBe(field);
  expect(fault?.words).toContain(error.hint);
});

test('a fault of the app is no fault of a field', () => {
  expect(faultOf(new TypeError('x is undefined'))).toBeNull();
  expect(faultOf(new DOMException('stopped', 'AbortError'))).toBeNull();
});
