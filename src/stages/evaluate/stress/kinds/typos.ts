import type { Rng } from '../../../../core/rng.ts';
import { type CategoryColumn, type TextColumn, textAt, textColumn } from '../../../../core/table.ts';
import { percent } from '../../../../core/words.ts';
import { defineStress } from '../stress-type.ts';

/** Words are typed by people. */
export const typos = defineStress({
  changes: 'values',
  id: 'typos',
  label: 'Words are mistyped',
  doc: 'A share of the levels, and of the words of texts, is written with one slip: a letter lost, doubled, or two exchanged.',
  params: {},
  doses: [0.05, 0.1, 0.2, 0.4],
  most: 1,
  axis: 'Share of the words mistyped',
  isShare: true,
  rankAt: 1,
  takes: (type) => type === 'category' || type === 'text',
  sayDose: (dose) => `${percent(dose)} of the words mistyped`,
  apply(column, dose, { rng, usual }) {
    if (column.kind === 'category') return mistypedLevels(column, dose, new Set([...column.labels, ...usual.labels]), rng);
    return column.kind === 'text' ? mistypedTexts(column, dose, rng) : column;
  }
});

/** A slip never gives another known level: that would be another mistake. */
function mistypedLevels(column: CategoryColumn, dose: number, known: ReadonlySet<string>, rng: Rng): CategoryColumn {
  const labels = [...column.labels];
  const places = new Map<string, number>();
  const codeOf = (word: string) => {
    const code = places.get(word) ?? labels.push(word) - 1;
    places.set(word, code);
    return code;
  };
  const codes = column.codes.map((code) => {
    const [isHit, draw] = [rng() < dose, rng()];
    if (!isHit || code < 0) return code;
    const slips = slipsOf(column.labels[code]!).filter((word) => !known.has(word));
    return codeOf(slips[Math.floor(draw * slips.length)]!);
  });
  return { ...column, codes, labels };
}

function mistypedTexts(column: TextColumn, dose: number, rng: Rng): TextColumn {
  const texts = Array.from(column.missing, (_, row) => {
    const text = textAt(column, row);
    return text === null ? null : text.replace(/\p{L}{2,}/gu, (word) => mistyped(word, dose, rng));
  });
  return textColumn(column.name, texts);
}

function mistyped(word: string, dose: number, rng: Rng): string {
  const [isHit, at] = [rng() < dose, rng()];
  const slips = slipsOf(word);
  return isHit ? slips[Math.floor(at * slips.length)]! : word;
}

/** Every word that one slip makes of it, itself left out; the doubled last letter is always among them. */
function slipsOf(word: string): string[] {
  const letters = [...(word === '' ? '?' : word)];
  const slips = letters.flatMap((letter, i) => [
    [...letters.slice(0, i), letter, ...letters.slice(i)].join(''),
    ...(letters.length > 1 ? [[...letters.slice(0, i), ...letters.slice(i + 1)].join('')] : []),
    ...(i + 1 < letters.length ? [[...letters.slice(0, i), letters[i + 1]!, letter, ...letters.slice(i + 2)].join('')] : [])
  ]);
  const longer = letters.join('') + letters.at(-1)!.repeat(3);
  return [...new Set([...slips, longer])].filter((slip) => slip !== word);
}
