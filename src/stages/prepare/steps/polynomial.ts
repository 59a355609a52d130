import { tooManyProducts } from '../../../core/errors/preparing.ts';
import { freshNames } from '../fresh-names.ts';
import { defineStep } from '../step-type.ts';

/** Products that one step makes at most. */
const MOST_PRODUCTS = 5000;

/** Products and powers of columns, so that a linear model can bend and can let one column change what another means. */
export const polynomial = defineStep({
  id: 'polynomial',
  purpose: 'derive',
  label: 'Multiply columns',
  doc: 'Adds the products and powers of columns, so that a linear model can bend and can let one column change what another means; put it behind a scaler.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'kept',
  params: {
    degree: { type: 'int', default: 2, min: 2, max: 5, doc: 'How many factors a product has at most.' },
    interactionOnly: { type: 'bool', default: false, doc: 'Leaves out powers: no column stands in a product twice.' }
  },

  fit(table, columns, { degree, interactionOnly }) {
    const count = countTerms(columns.length, degree, interactionOnly);
    if (count > MOST_PRODUCTS) throw tooManyProducts(columns.length, degree, count, MOST_PRODUCTS);
    const fresh = freshNames(table);
    const terms: number[][] = [];
    for (let factors = 2; factors <= degree; factors++) terms.push(...choices(columns.length, factors, interactionOnly));
    const places = new Int32Array(terms.length * degree).fill(-1);
    terms.forEach((term, i) => places.set(term, i * degree));
    const names = terms.map((term) => fresh(nameOf(term.map((place) => columns[place]!.name))));
    return { factors: places, degree, names };
  }
});

/** Ways to choose 2 to `degree` of the columns, in no order, each once or as often as one likes. */
function countTerms(columns: number, degree: number, once: boolean): number {
  let [total, ways] = [0, 1];
  for (let factors = 1; factors <= degree; factors++) {
    ways = (ways * (once ? columns - factors + 1 : columns + factors - 1)) / factors;
    if (factors > 1) total += Math.max(0, ways);
  }
  return total;
}

/** Ascending lists of places, in the order of a dictionary. */
function choices(columns: number, factors: number, once: boolean, from = 0): number[][] {
  if (factors === 0) return [[]];
  return Array.from({ length: columns - from }, (_, i) => from + i).flatMap((place) =>
    choices(columns, factors - 1, once, once ? place + 1 : place).map((rest) => [place, ...rest])
  );
}

/** "a * b", "a ^ 2 * b" */
function nameOf(factors: readonly string[]): string {
  const powers = new Map<string, number>();
  for (const name of factors) powers.set(name, (powers.get(name) ?? 0) + 1);
  return [...powers].map(([name, power]) => (power === 1 ? name : `${name} ^ ${power}`)).join(' * ');
}
