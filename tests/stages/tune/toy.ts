import type { ParamSpecs } from '../../../src/core/params.ts';
import { createRng } from '../../../src/core/rng.ts';
import type { Proposal } from '../../../src/stages/tune/search-space.ts';
import type { SearchStrategy, Wish } from '../../../src/stages/tune/strategy-type.ts';

export const specs = {
  rate: { type: 'float', default: 0.1, min: 1e-4, max: 1, scale: 'log', search: [0.01, 0.3], doc: '' },
  leaves: { type: 'int', default: 31, min: 2, max: 4096, search: [4, 8], doc: '' },
  kind: { type: 'choice', default: 'b', options: ['a', 'b', 'c'], doc: '' },
  bias: { type: 'bool', default: true, doc: '' },
  tol: { type: 'float', default: 1e-4, min: 0, max: 1, search: false, doc: '' },
  layers: { type: 'ints', default: [32], min: 1, max: 64, doc: '' }
} satisfies ParamSpecs;

export interface Walk {
  readonly trials?: number;
  readonly seed?: number;
  readonly fixed?: Proposal;
  readonly specs?: ParamSpecs;
  readonly leastShare?: number;
  readonly loss?: (params: Proposal, share: number) => number;
}

/** What a strategy tries within a budget, and what each lost. */
export function walk(
  strategy: SearchStrategy,
  { trials = 40, seed = 1, fixed = {}, specs: own = specs, leastShare = 1 / 9, loss = () => 0 }: Walk = {}
): (Wish & { readonly loss: number })[] {
  const search = strategy.search({ specs: own, fixed, trials, rng: createRng(seed), past: [], leastShare });
  const tried: (Wish & { readonly loss: number })[] = [];
  let spent = 0;
  for (let step = search.next(NaN); !step.done && spent + step.value.share <= trials + 1e-9;) {
    const lost = loss(step.value.params, step.value.share);
    spent += step.value.share;
    tried.push({ ...step.value, loss: lost });
    step = search.next(lost);
  }
  return tried;
}
