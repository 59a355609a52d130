import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggestAt } from '../../../src/core/expression/suggest.ts';
import { columns } from './helper.ts';

/** The caret stands at the bar. */
function at(marked: string) {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, items } = suggestAt(text, caret, columns);
  return { labels: items.map(({ label }) => label), inserts: items.map(({ insert }) => insert), items, replaced: text.slice(from, to) };
}

test('an empty field offers every column with its type, then functions', () => {
  const { items, labels } = at('|');
  expect(labels.slice(0, 6)).toEqual(['age', 'body mass', 'colour', 'said', 'and', 'when']);
  expect(items[0]).toMatchObject({ kind: 'column', type: 'a number' });
  expect(items.find(({ label }) => label.startsWith('if('))).toMatchObject({ kind: 'function', insert: 'if(' });
});

test('a name that needs backticks is put in with them', () => {
  expect(at('bo|')).toMatchObject({ replaced: 'bo' });
  expect(at('bo|').inserts[0]).toBe('`body mass`');
  expect(at('`bod|').inserts).toEqual(['`body mass`']);
  expect(at('not an|').inserts[0]).toBe('`and`');
});

test('behind a column stand the operators of its type', () => {
  expect(at('age |').labels.slice(0, 2)).toEqual(['>', '>=']);
  expect(at('colour |').labels).toContain('contains');
  expect(at('colour |').labels).not.toContain('>');
  expect(at('colour st|').labels).toEqual(['startsWith']);
});

test('the values of a category are offered where it is compared', () => {
  expect(at('colour = |').inserts.slice(0, 3)).toEqual(["'blue'", "'green'", "'red'"]);
  expect(at("colour = 'r|").inserts).toEqual(["'red'", "'green'"]);
  expect(at("colour = 'r|").replaced).toBe("'r");
  expect(at("colour not in ('red', |").inserts[0]).toBe("'blue'");
  expect(at('`and` = |').labels.slice(0, 2)).toEqual(['true', 'false']);
});

test('in a function, what its parameter takes comes first', () => {
  expect(at('year(|').labels[0]).toBe('when');
  expect(at("replace(colour, 'a', |").labels[0]).toBe('colour');
  expect(at('1 + |').labels.slice(0, 2)).toEqual(['age', 'body mass']);
});

test('the whole word at the caret is replaced', () => {
  expect(at('a|ge > 3').replaced).toBe('age');
  expect(at("colour = 'r|ed' and age > 3").replaced).toBe("'red'");
});

test('any text and any caret give suggestions inside the text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.nat(30), (text, place) => {
      const caret = Math.min(place, text.length);
      const { from, to } = suggestAt(text, caret, columns);
      expect(from).toBeLessThanOrEqual(caret);
      expect(to).toBeGreaterThanOrEqual(caret);
      expect(to).toBeLessThanOrEqual(text.length);
    })
  );
});
