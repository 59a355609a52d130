import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { categoryColumn, textColumn } from '../../../src/core/table.ts';
import { describeTexts } from '../../../src/stages/explore/texts/describe-texts.ts';
import { languageOf } from '../../../src/stages/explore/texts/languages.ts';
import { logOdds } from '../../../src/stages/explore/texts/log-odds.ts';
import { likenessOf, nearCopies, signatureOf } from '../../../src/stages/explore/texts/near-copies.ts';
import { hasEmoji, hasUrl, wordsOf } from '../../../src/stages/explore/texts/read-words.ts';
import { lookReference, never } from './look-reference.ts';
import { quietContext } from './read-sample.ts';

const { odds } = lookReference;
const told = (text: string) => languageOf(text, wordsOf(text));

describe('the language of a text', () => {
  test.each([
    ['English', 'The delivery was late and the box had been opened before it came to us.'],
    ['German', 'Die Lieferung kam zu spät, und der Karton war nicht mehr in einem guten Zustand.'],
    ['French', 'La livraison est arrivée en retard et le carton était ouvert, mais nous avons été remboursés.'],
    ['Spanish', 'El paquete llegó con retraso y la caja no estaba cerrada, pero todo está muy bien.'],
    ['Italian', 'Il pacco è arrivato in ritardo e la scatola non era chiusa, ma sono stato rimborsato.'],
    ['Portuguese', 'A encomenda chegou com atraso e a caixa não estava fechada, mas já foi tudo muito bem.'],
    ['Dutch', 'Het pakket was te laat en de doos was niet meer dicht, maar ze hebben het door ons laten doen.'],
    ['Swedish', 'Paketet kom för sent och det var inte stängt, men jag är nöjd med att de har svarat.'],
    ['Polish', 'Paczka przyszła za późno i nie była zamknięta, ale to już jest dla mnie bez znaczenia.'],
    ['Japanese', '荷物は遅れて届きました。箱は開いていました。'],
    ['Chinese', '包裹来得太晚，盒子已经打开了。'],
    ['Greek', 'Το πακέτο άργησε πολύ'],
    ['Cyrillic letters', 'Посылка пришла поздно'],
    ['unsure', 'SKU 4711 XL'],
    ['unsure', ''],
    ['unsure', 'Samsung Galaxy Tab']
  ])('%s: %s', (language, text) => expect(told(text)).toBe(language));
});

test('log-odds ratios and their intervals are those of the paper’s formulas', () => {
  const terms = ['a', 'b', 'c', 'd', 'e'];
  const found = logOdds(terms, odds.here, odds.all);
  expect(found.length).toBeGreaterThan(0);
  for (const { term, logOdds: value, low } of found) {
    expect(value).toBeCloseTo(odds.delta[terms.indexOf(term)]!, 9);
    expect(low).toBeCloseTo(odds.low[terms.indexOf(term)]!, 9);
  }
  expect(found.map(({ term }) => term)).not.toContain('b');
});

test('a class that says nothing special has no terms, in nearly every drawing', () => {
  const rng = createRng(4);
  let alarms = 0;
  for (let round = 0; round < 60; round++) {
    const all = Array.from({ length: 40 }, () => 20 + Math.floor(rng() * 60));
    const here = all.map((n) => Array.from({ length: n }, () => rng() < 0.4).filter(Boolean).length);
    if (logOdds(all.map((_, i) => `t${i}`), here, all).length > 0) alarms++; // prettier-ignore
  }
  expect(alarms / 60).toBeLessThan(0.1);
});

describe('texts that say nearly the same', () => {
  const rng = createRng(8);
  const vocabulary = Array.from({ length: 500 }, (_, i) => `word${i}`);
  const draw = (n: number) => Array.from({ length: n }, () => vocabulary[Math.floor(rng() * 500)]!);
  test('are found, however long, and others are not', async () => {
    const long = draw(120);
    const texts = [draw(60), long, draw(60), [...long.slice(0, 119), 'other'], draw(5), [...long]];
    const groups = await nearCopies(texts, never);
    expect(groups.map(({ places }) => places)).toEqual([[1, 3, 5]]);
  });
  test('the estimate of MinHash is off by no more than is said', () => {
    let squares = 0;
    for (let round = 0; round < 100; round++) {
      const a = draw(100);
      const b = a.map((word) => (rng() < 0.1 ? 'changed' + String(rng()) : word));
      const pairs = (words: readonly string[]) => new Set(words.slice(1).map((word, i) => `${words[i]!} ${word}`));
      const [p, q] = [pairs(a), pairs(b)];
      const both = [...p].filter((pair) => q.has(pair)).length;
      squares += (likenessOf(signatureOf(a)!, signatureOf(b)!) - both / (p.size + q.size - both)) ** 2;
    }
    expect(Math.sqrt(squares / 100)).toBeLessThan(0.075);
  });
});

test('addresses are no words, and digits no emoji', () => {
  expect(wordsOf('See https://a.example/x?y=1, don’t wait')).toEqual(['see', "don't", 'wait']);
  expect([hasUrl('www.a.example'), hasUrl('a.b')]).toEqual([true, false]);
  expect([hasEmoji('fine 🙂'), hasEmoji('call #7 ©')]).toEqual([true, false]);
});

test('a column of reviews: lengths, shares, terms, and what each class says', async () => {
  const good = (i: number) => `The room was lovely and the breakfast great, visit number v${i}`;
  const bad = (i: number) => `The room was dirty and the staff rude, complaint number c${i}`;
  const texts = textColumn('review', Array.from({ length: 400 }, (_, i) => (i === 0 ? '' : i === 1 ? null : i % 2 ? good(i) : bad(i)))); // prettier-ignore
  const stars = categoryColumn(
    'stars',
    Array.from({ length: 400 }, (_, i) => (i % 2 ? 'high' : 'low'))
  );
  const report = await describeTexts(texts, stars, quietContext());
  expect(report.texts).toBe(399);
  expect(report.shares.empty).toBeCloseTo(1 / 399, 12);
  expect(report.languages[0]).toMatchObject({ language: 'English', texts: 398 });
  expect(report.terms[0]).toMatchObject({ term: 'number', texts: 398 });
  expect(report.pairs.map(({ term }) => term)).toContain('breakfast great');
  const of = Object.fromEntries(report.classes!.of.map(({ label, terms }) => [label, terms.map(({ term }) => term)]));
  expect(of['high']).toEqual(expect.arrayContaining(['breakfast', 'great', 'lovely', 'visit']));
  expect(of['low']).not.toContain('lovely');
  expect(report.nearCopies.rows).toBeGreaterThan(100);
});

test('no text at all is no fault', async () => {
  const report = await describeTexts(textColumn('t', [null, null]), null, quietContext());
  expect(report).toMatchObject({ texts: 0, languages: [], terms: [], classes: null });
});
