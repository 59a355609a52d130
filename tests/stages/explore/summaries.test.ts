import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { textColumn } from '../../../src/core/table.ts';
import { rankSentences } from '../../../src/stages/explore/summaries/rank-sentences.ts';
import { rouge } from '../../../src/stages/explore/summaries/rouge.ts';
import { byMarks, sentencesOf } from '../../../src/stages/explore/summaries/sentences.ts';
import { summariseTexts } from '../../../src/stages/explore/summaries/summarise-texts.ts';
import { countDocuments } from '../../../src/stages/explore/summaries/term-weights.ts';
import { quiet, readReference } from '../evaluate/fixtures.ts';

interface Reference {
  readonly documents: { sentences: string[][]; lexrank: number[]; textrank: number[] }[];
  readonly rouge: { summary: string[]; reference: string[]; rouge1: number; rouge2: number; rougeL: number }[];
}

const reference = readReference('summaries.json') as Reference;

describe('parity', () => {
  const counts = countDocuments(reference.documents.map(({ sentences }) => sentences.flat()));

  test.each(['lexrank', 'textrank'] as const)('%s ranks as the eigenvector of the walk does', (method) => {
    for (const document of reference.documents) {
      const found = rankSentences(method, document.sentences, counts);
      document[method].forEach((rank, i) => expect(found[i]).toBeCloseTo(rank, 8));
    }
  });

  test('ROUGE is that of brute force', () => {
    for (const { summary, reference: wanted, ...scores } of reference.rouge) {
      const found = rouge(summary, wanted);
      for (const id of ['rouge1', 'rouge2', 'rougeL'] as const) expect(found[id], id).toBeCloseTo(scores[id], 12);
    }
  });
});

describe('sentences', () => {
  test.each([
    ['One. Two? Three!', ['One.', 'Two?', 'Three!']],
    ['Dr. Smith met J. Doe. They talked.', ['Dr. Smith met J. Doe.', 'They talked.']],
    ['Es kostet z.B. drei Euro. Das ist viel.', ['Es kostet z.B. drei Euro.', 'Das ist viel.']],
    ['A heading\n\nA text below it.', ['A heading', 'A text below it.']],
    ['It is 3.5 m long, e.g. here.', ['It is 3.5 m long, e.g. here.']],
    ['“Stop!” she said.', ['“Stop!” she said.']],
    ['', []],
    ['   \n ', []]
  ])('%j', (text, wanted) => expect(sentencesOf(text)).toEqual(wanted));

  test('without rules of the platform, marks end a sentence', () => {
    expect(byMarks('One. Two? “Three!” Four').map((piece) => piece.trim()).filter(Boolean)).toEqual(['One.', 'Two?', '“Three!”', 'Four']); // prettier-ignore
  });
});

const WORDS = 'river stone cloud light music garden winter letter engine copper valley bridge silver window market forest'.split(' ');

/** Texts whose middle sentence says what all the others say in part; a person's summary repeats it, unless it is drawn at random. */
function planted(texts: number, seed: number, isRandom = false) {
  const rng = createRng(seed);
  const word = () => WORDS[Math.floor(rng() * WORDS.length)]!;
  const made = Array.from({ length: texts }, () => {
    const topic = Array.from({ length: 5 + Math.floor(rng() * 3) }, word);
    const others = Array.from(
      { length: 9 },
      (_, i) => `Number${i} ${topic[i % topic.length]!} ${topic[(i + 1) % topic.length]!} aside${Math.floor(rng() * 1e6)}.`
    );
    const said = `Topic ${topic.join(' ')}.`;
    const wanted = isRandom ? others[Math.floor(rng() * 9)]! : said;
    return { text: [...others.slice(0, 5), said, ...others.slice(5)].join(' '), wanted };
  });
  return { texts: textColumn('text', made.map(({ text }) => text)), wanted: textColumn('summary', made.map(({ wanted }) => wanted)) }; // prettier-ignore
}

const ask = { method: 'lexrank', count: 1, rows: null, seed: 1 } as const;

test('a sentence that says what the others say in part is found, and beats the first ones surely', async () => {
  const { texts, wanted } = planted(30, 2);
  const report = await summariseTexts(texts, wanted, ask, quiet);
  expect(report.rouge!.texts).toBe(30);
  for (const method of ['textrank', 'lexrank'] as const) {
    expect(report.rouge!.gains[method].rouge1.low, method).toBeGreaterThan(0.2);
    expect(report.rouge!.scores.lead.rouge1.method).toContain('over texts');
  }
  expect(report.examples[0]!.sentences).toMatchObject([{ place: 5 }]);
  expect(report.keptShare).toBeGreaterThan(0.05);
  expect(report.keptShare).toBeLessThan(0.25);
  expect(await summariseTexts(texts, wanted, ask, quiet)).toEqual(report);
});

test('against summaries drawn at random no way beats the first sentences surely', async () => {
  const { texts, wanted } = planted(60, 4, true);
  const { rouge: found } = await summariseTexts(texts, wanted, ask, quiet);
  for (const method of ['textrank', 'lexrank'] as const) expect(found!.gains[method].rouge2.low, method).toBeLessThan(0.02);
});

test('missing, empty and short texts are told and harm nothing', async () => {
  const texts = textColumn('text', [null, '', 'Only one.', 'Same words. Same words. Other things here.']);
  const report = await summariseTexts(texts, null, { ...ask, count: 2 }, quiet);
  expect(report).toMatchObject({ texts: 3, short: 2, rouge: null });
  expect(report.examples.map(({ row }) => row)).toEqual([2, 3]);
  expect(report.examples[1]!.sentences.map(({ place }) => place)).toEqual([0, 2]);
  const none = await summariseTexts(textColumn('text', [null, null]), null, ask, quiet);
  expect(none).toMatchObject({ texts: 0, keptShare: 0, examples: [] });
});

test('the rows that are asked for are shown', async () => {
  const { texts, wanted } = planted(40, 3);
  const report = await summariseTexts(texts, wanted, { ...ask, method: 'lead', rows: [7, 31] }, quiet);
  expect(report.examples.map(({ row }) => row)).toEqual([7, 31]);
  expect(report.examples[0]!.sentences).toMatchObject([{ place: 0 }]);
  expect(report.examples[0]!.reference).toContain('Topic');
});
