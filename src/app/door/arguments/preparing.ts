import type { ProblemVerbs } from '../../api/problem.ts';
import type { RecipeVerbs } from '../../api/preparing.ts';
import type { SplitVerbs } from '../../api/splitting.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import {
  columnName,
  dividing,
  fields,
  filledText,
  listOf,
  number,
  optional,
  options,
  plain,
  recordOf,
  text,
  texts,
  whole
} from './shape.ts';

const problemChange = fields({
  statement: optional(text),
  task: optional(text),
  target: optional(columnName),
  metric: optional(text),
  bar: optional(number),
  costs: optional(recordOf(recordOf(number))),
  positive: optional(text),
  sensitive: optional(texts('column names')),
  latencyMs: optional(number),
  user: optional(columnName),
  item: optional(columnName),
  rating: optional(columnName),
  time: optional(columnName),
  holdOut: optional(text),
  listLength: optional(whole),
  likedFrom: optional(number)
});

export const problemArguments: ArgumentsOf<ProblemVerbs> = {
  get: verb('problem.get()'),
  set: verb('problem.set({ task: "classification", target: "species", metric: "accuracy" })', [
    'change',
    (value, at) => problemChange(value, at) ?? plain(value, at)
  ]),
  suggest: verb('problem.suggest()', ['options', options()]),
  changes: verb('problem.changes()'),
  feasibility: verb('problem.feasibility()', ['options', options()])
};

const spec = fields({
  kind: filledText,
  shares: optional(fields({ train: number, validation: number, test: number })),
  seed: optional(whole),
  ...dividing
});

export const splitArguments: ArgumentsOf<SplitVerbs> = {
  set: verb('split.set({ kind: "stratified", shares: { train: 0.7, validation: 0.15, test: 0.15 } })', ['spec', spec]),
  get: verb('split.get()'),
  suggest: verb('split.suggest()'),
  describe: verb('split.describe({ kind: "random" })', ['spec', optional(spec)])
};

const steps = listOf(
  fields({ kind: filledText, columns: texts('column names'), params: optional(recordOf(plain)) }),
  'steps, each such as { kind: "impute", columns: ["age"] }'
);

export const recipeArguments: ArgumentsOf<RecipeVerbs> = {
  suggest: verb('recipe.suggest("boosting")', ['model', optional(filledText)]),
  explain: verb('recipe.explain("boosting")', ['model', optional(filledText)]),
  set: verb('recipe.set([{ kind: "impute", columns: ["age"] }])', ['steps', steps]),
  reset: verb('recipe.reset()'),
  get: verb('recipe.get()'),
  kinds: verb('recipe.kinds()'),
  preview: verb('recipe.preview(await recipe.get(), 0)', ['steps', steps], ['row', whole]),
  scalerBothWays: verb('recipe.scalerBothWays(20)', ['trainRows', optional(whole)])
};
