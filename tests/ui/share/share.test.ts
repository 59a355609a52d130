import { expect, test } from 'vitest';
import { renderMarkdown } from '../../../src/stages/report/render/markdown.ts';
import { pairs, paragraph, section, steps, table } from '../../../src/stages/report/document.ts';
import { readMarkdown } from '../../../src/ui/share/markdown.ts';
import { firstSentence, secondsToSay, shareTitle, stepFor } from '../../../src/ui/share/sentences.ts';
import { judgeTelling } from '../../../src/ui/share/telling.ts';

const nasty = '<img src=x onerror=1> | a_b *c* [d](http://e) & 1. - \\ `f` #g';

test('what Lathe writes as Markdown is read back word for word, whatever the names are', () => {
  const written = renderMarkdown({
    kind: 'model-card',
    title: nasty,
    lead: 'It works.',
    date: '2026-01-01',
    madeBy: 'Lathe',
    sections: [
      section('Facts', pairs(['Owner', nasty], ['Task', 'classification']), steps(['First', nasty])),
      section(
        'Numbers',
        paragraph('- not a list'),
        table(
          'Scores',
          ['Name', 'Value#'],
          [
            [nasty, '0.9'],
            ['', '0.8']
          ]
        )
      )
    ]
  });
  const blocks = readMarkdown(written);
  expect(blocks[0]).toEqual({ kind: 'heading', level: 1, text: nasty });
  expect(blocks.find(({ kind }) => kind === 'list')).toEqual({
    kind: 'list',
    ordered: false,
    items: [
      { name: 'Owner', text: nasty },
      { name: 'Task', text: 'classification' }
    ]
  });
  expect(blocks.filter(({ kind }) => kind === 'list')[1]).toMatchObject({ ordered: true, items: [{ text: 'First' }, { text: nasty }] });
  expect(blocks.find(({ kind }) => kind === 'table')).toEqual({
    kind: 'table',
    columns: [
      { label: 'Name', isNumber: false },
      { label: 'Value', isNumber: true }
    ],
    rows: [
      [nasty, '0.9'],
      ['', '0.8']
    ]
  });
  expect(blocks.filter(({ kind }) => kind === 'paragraph')).toContainEqual({ kind: 'paragraph', text: '- not a list' });
});

test('the first sentence does not end inside a number', () => {
  expect(firstSentence('It reaches 0.97 of 1. The bar is met.')).toEqual({ first: 'It reaches 0.97 of 1.', rest: 'The bar is met.' });
  expect(shareTitle('It works. More.')).toBe('In thirty seconds: It works.');
  expect(shareTitle('')).toBe('There is nothing to tell yet.');
  expect(secondsToSay('word '.repeat(75))).toBe(30);
});

test('an answer that is not known leads to the step it names, else to the one of its role', () => {
  expect(stepFor({ role: 'Data engineer', answer: 'Run the audit in Explore.' })).toBe('explore');
  expect(stepFor({ role: 'Stakeholder', answer: 'Nobody said.' })).toBe('problem');
});

test('a telling is judged by its length, its number, its doubt and its comparison', () => {
  const good = judgeTelling('It is right 97 % of the time, between 90 and 99, better than the key used today.');
  expect(good).toEqual(['It takes 7 seconds, which fits.', 'It has a number.', 'It says how sure you are.', 'It says better than what.']);
  expect(judgeTelling('It is perfect.')).toHaveLength(5);
});
