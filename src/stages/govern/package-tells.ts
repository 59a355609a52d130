import { counted, listed, quoted } from '../../core/words.ts';
import { modelScorers } from '../../predict/model-registry.ts';
import { modelsIn } from '../../predict/models-in.ts';
import type { ModelScorer } from '../../predict/model-scorer.ts';
import type { ModelPackage } from '../../predict/package-type.ts';

/** Rows that must have a level for a package to name it outside of its recipe and its model. */
const FEWEST_ROWS = 5;

/** What somebody who is given a package can learn from it about the rows it was trained on: sentences, the gravest last. */
export function packageTells(pkg: ModelPackage): string[] {
  const each = modelsIn(pkg).map(({ recipe, ...model }) => tellsOfOne({ ...pkg, recipe, model: { ...pkg.model, ...model } }));
  const isWithoutRows = each.every((told) => told.includes(NO_ROW));
  return [...new Set(each.flat())].filter((said) => said !== NO_ROW || isWithoutRows);
}

const NO_ROW = 'No row is in it.';

function tellsOfOne(pkg: ModelPackage): string[] {
  const lone = leavesOfFew(pkg);
  const donors = donorsOf(pkg);
  const latest = latestOf(pkg);
  return [
    ...(holdsOf(pkg) === 'rows' || lone || donors || latest ? [] : [NO_ROW]),
    ...referenceTells(pkg.reference),
    ...recipeTells(pkg),
    HOLDS[holdsOf(pkg)],
    lone,
    donors,
    latest,
    ...rareTells(pkg)
  ].filter((said) => said !== null);
}

function referenceTells({ columns }: ModelPackage['reference']): string[] {
  const numbers = columns.filter((column) => column.kind === 'number');
  const categories = columns.filter((column) => column.kind === 'category');
  const edges = Math.max(0, ...numbers.map((column) => ('edges' in column ? column.edges.length : Infinity)));
  const rare = categories.reduce((rows, { others }) => rows + (others ?? 0), 0);
  const told =
    edges === Infinity
      ? 'It was made by an earlier Lathe and holds up to 1,001 quantiles of each number column, which on few rows are the values themselves: register the run again.'
      : `Of ${counted(numbers.length, 'number column')} it holds at most ${counted(edges, 'cut point')} each, rounded so that at least ${FEWEST_ROWS} training rows share each; the smallest and the largest value are not told.`;
  return [
    ...(numbers.length > 0 ? [told] : []),
    ...(categories.length > 0
      ? [
          `Of ${counted(categories.length, 'category', 'categories')} it names the levels that at least ${FEWEST_ROWS} training rows have; ${rare === 0 ? 'there are no rarer ones' : `rarer ones are only counted together (${counted(rare, 'value')})`}.`
        ]
      : [])
  ];
}

/** What steps of these kinds hold, in the order it is told. */
const STEPS_HOLD: readonly (readonly [kinds: readonly string[], said: string])[] = [
  [
    ['scale', 'impute', 'iterative-impute', 'power', 'pca'],
    'The recipe holds the middles and spreads that its steps learned over all training rows; scaling from the smallest to the largest value holds those two.'
  ],
  [
    ['quantile', 'bins', 'clip'],
    'It holds quantiles of columns that it ranks, cuts or clips, the smallest and the largest value among those of a ranked one; on few rows they are the values themselves.'
  ],
  [
    ['truncated-svd', 'nmf'],
    'The recipe holds directions or parts that were learned over all training rows together, none of which is a row; of very few rows one can come near to it.'
  ],
  [['target-encode'], 'The recipe holds the mean answer of each level it names.'],
  [
    ['tf-idf'],
    'The recipe names the terms of texts that became columns: read them under Features. Each stands in as many training texts as “min df” asks for, so a low one can give somebody away.'
  ]
];

const recipeTells = ({ recipe }: ModelPackage): string[] =>
  STEPS_HOLD.flatMap(([kinds, said]) => (recipe.some(({ kind }) => kinds.includes(kind)) ? [said] : []));

/** A sentence for each thing a kind of model may hold. */
const HOLDS: Readonly<Record<ModelScorer['holds'], string | null>> = {
  nothing: null,
  'cut-points': 'It parts the rows halfway between two training values, so a threshold tells about where two of them lie, not of whom.',
  sums: 'Its weights were learned from all training rows together and hold no value of a row; a model that learned rows by heart can still give them away.',
  rows: 'Its model keeps training rows as the recipe made them, and whoever has the file can read them: give it only to people who may see those rows.'
};

/** Gaps are filled from training rows, which the step keeps for it. */
function donorsOf({ recipe }: ModelPackage): string | null {
  const step = recipe.find(({ kind }) => kind === 'knn-impute');
  if (!step) return null;
  const rows = (step.state['donors'] as Float64Array).length / Math.max(1, step.columns.length);
  return `Its recipe fills gaps from ${counted(rows, 'training row')}, which stand in it with their numbers as they are at that step: give it only to people who may see those rows.`;
}

/** Earlier values are told from the last ones of training, which the step keeps for it. */
function latestOf({ recipe }: ModelPackage): string | null {
  const step = recipe.find(({ kind }) => kind === 'earlier-values');
  if (!step) return null;
  const count = listOf(step.state['values']).reduce((sum: number, own) => sum + (own as Float64Array).length, 0);
  return `Its recipe keeps the last values of training with their times, ${counted(count, 'number')} as they are: give it only to people who may see those.`;
}

/** A leaf of a single row is that row's answer, beside what its branch asked of it. */
function leavesOfFew({ model }: ModelPackage): string | null {
  const fewest = model.params['minSamplesLeaf'];
  if (modelScorers.get(model.id).holds !== 'cut-points' || typeof fewest !== 'number' || fewest >= FEWEST_ROWS) return null;
  const few = fewest === 1 ? 'a single training row' : `only ${fewest} training rows`;
  return `A leaf of its trees may stand for ${few} and then says what ${fewest === 1 ? 'that row' : 'they'} answered, behind questions that tell about where ${fewest === 1 ? 'it lies' : 'they lie'}: raise minSamplesLeaf to ${FEWEST_ROWS} or more before the file goes to people who may not see such answers.`;
}

const holdsOf = ({ model }: ModelPackage): ModelScorer['holds'] => modelScorers.get(model.id).holds;

/** What the recipe and the model name although few rows have it: for them a level is a column or a branch of its own. */
function rareTells(pkg: ModelPackage): string[] {
  const found = pkg.inputs
    .filter(({ type }) => type === 'category')
    .map(({ name, labels = [] }) => ({ name, levels: namedLevels(pkg, name).filter((level) => !labels.includes(level)).length }))
    .filter(({ levels }) => levels > 0);
  if (found.length === 0) return [];
  const where = listed(found.map(({ name, levels }) => `${levels} of ${quoted(name)}`));
  return [
    `Its recipe or its model names levels that fewer than ${FEWEST_ROWS} training rows have: ${where}. If a level could point at somebody, gather rare levels in Features before the file goes to others.`
  ];
}

/** Levels of a column as they stand in the recipe or the model, without those that steps made up. */
function namedLevels({ recipe, model }: ModelPackage, name: string): string[] {
  const madeUp = new Set(recipe.flatMap(({ state }) => [state['other'], ...listOf(state['fills'])]));
  const inSteps = recipe.flatMap(({ columns, state }) => {
    const at = columns.indexOf(name);
    return at < 0 ? [] : [...listOf(listOf(state['levels'])[at]), ...listOf(listOf(state['kept'])[at])];
  });
  const features = listOf(model.state['features']).filter((feature) => (feature as { name?: unknown } | null)?.name === name);
  const inModel = features.flatMap((feature) => listOf((feature as { levels?: unknown }).levels));
  return [...new Set([...inSteps, ...inModel])].filter((level) => typeof level === 'string' && !madeUp.has(level)) as string[];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
