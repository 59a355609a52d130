import { fairWays, parityKinds } from '../../../core/fair-way.ts';
import { intervalKinds, setKinds } from '../../../core/limits-choice.ts';
import type { JudgingVerbs } from '../../api/judging.ts';
import type { Project } from '../../api/projects.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import {
  callback,
  columnName,
  count,
  dividing,
  fields,
  filledText,
  flag,
  flagOr,
  listOf,
  number,
  oneOf,
  optional,
  options,
  orNull,
  plain,
  positive,
  recordOf,
  rows,
  share,
  text,
  texts,
  whole
} from './shape.ts';

const folds = fields({
  kind: filledText,
  folds: optional(number),
  repeats: optional(number),
  learnFrom: optional(oneOf('before', 'around')),
  embargo: optional(number),
  ...dividing
});
const training = {
  model: filledText,
  params: optional(recordOf(plain)),
  seed: optional(number),
  cv: optional(folds),
  backend: optional(text),
  calibrate: optional(text),
  limits: optional(
    flagOr(fields({ intervals: optional(oneOf(...intervalKinds)), sets: optional(oneOf(...setKinds)), by: optional(columnName) }))
  ),
  fairly: optional(fields({ way: oneOf(...fairWays), sensitive: columnName, parity: oneOf(...parityKinds) }))
};
const run = ['runId', filledText] as const;
const watch = ['options', options()] as const;

type Training = Pick<
  Project,
  | 'models'
  | 'train'
  | 'forecast'
  | 'forecastRange'
  | 'trial'
  | 'tune'
  | 'auto'
  | 'autoReports'
  | 'searches'
  | 'ensemble'
  | 'randomLabels'
  | 'runs'
  | 'results'
  | 'coefficients'
  | 'shapes'
  | 'treeImportance'
  | 'replay'
>;

export const trainingArguments: ArgumentsOf<Training> = {
  models: verb('models()'),
  train: verb('train({ model: "boosting", cv: { kind: "k-fold", folds: 5 } })', ['spec', fields(training)], watch),
  forecast: verb('forecast([{ model: "boosting" }])', ['specs', listOf(fields(training), 'trainings')]),
  forecastRange: verb('forecastRange([{ model: "boosting" }])', ['specs', listOf(fields(training), 'trainings')]),
  trial: verb(
    'trial({ model: "logistic" })',
    [
      'spec',
      fields({ ...training, foldSeed: optional(whole), share: optional(share), outer: optional(fields({ cv: folds, fold: whole })) })
    ],
    watch
  ),
  tune: verb(
    'tune({ model: "boosting", search: "random", trials: 10 })',
    [
      'spec',
      fields({
        ...training,
        search: filledText,
        trials: number,
        budgetMs: optional(positive),
        mostBytes: optional(positive),
        mostLatencyMs: optional(positive),
        outerFolds: optional(whole)
      })
    ],
    ['options', options({ onTrial: optional(callback), onGlance: optional(callback) })]
  ),
  autoReports: verb('autoReports()'),
  auto: verb(
    'auto({ budgetMs: 60000 })',
    ['spec', optional(fields({ budgetMs: optional(positive), cv: optional(folds), seed: optional(whole) }))],
    watch
  ),
  ensemble: verb(
    'ensemble({ runs: [firstRunId, secondRunId] })',
    ['spec', fields({ runs: texts('run ids', 2), method: optional(oneOf('blend', 'stack')), seed: optional(whole) })],
    watch
  ),
  randomLabels: verb('randomLabels(runId), with an id of runs()', run, watch),
  searches: verb('searches()'),
  runs: verb('runs()'),
  results: verb('results(runId), with an id of runs()', run),
  coefficients: verb('coefficients(runId), with an id of runs()', run),
  shapes: verb('shapes(runId), with an id of runs()', run),
  treeImportance: verb('treeImportance(runId), with an id of runs()', run),
  replay: verb('replay(runId), with an id of runs()', run, watch)
};

const stressing = {
  kinds: optional(texts('kinds of stress', 1)),
  columns: optional(texts('column names', 1)),
  doses: optional(listOf(positive, 'doses', 1)),
  params: optional(recordOf(plain)),
  repeats: optional(count),
  byColumn: optional(flag)
};

export const judgingArguments: ArgumentsOf<JudgingVerbs> = {
  evaluate: verb('evaluate(runId, { on: "validation" })', run, ['options', options({ on: optional(oneOf('validation', 'test')) })]),
  reports: verb('reports(runId), with an id of runs()', run),
  compare: verb(
    'compare([firstRunId, secondRunId])',
    ['runIds', texts('run ids', 2)],
    ['options', options({ all: optional(flag), rope: optional(positive) })]
  ),
  threshold: verb(
    'threshold(runId, { by: "precision", share: 0.9 })',
    run,
    [
      'goal',
      fields({ by: oneOf('metric', 'costs', 'precision', 'recall', 'called'), metric: optional(filledText), share: optional(share) })
    ],
    watch
  ),
  keepThreshold: verb(
    'keepThreshold(runId, { threshold: 0.3, why: "a miss costs more than a call", by: "Ada" })',
    run,
    ['decision', fields({ threshold: orNull(number), goal: optional(filledText), why: filledText, by: filledText })],
    watch
  ),
  explain: verb(
    'explain(runId, { method: "permutation" })',
    run,
    [
      'request',
      fields({
        method: filledText,
        rows: optional(listOf(whole, 'row numbers')),
        feature: optional(columnName),
        with: optional(columnName),
        together: optional(flag),
        conditional: optional(flag),
        given: optional(rows),
        of: optional(filledText),
        perturbation: optional(oneOf('rows', 'cover')),
        to: optional(filledText),
        atLeast: optional(number),
        atMost: optional(number),
        keep: optional(texts('column names')),
        onlyUp: optional(texts('column names')),
        onlyDown: optional(texts('column names')),
        count: optional(count)
      })
    ],
    watch
  ),
  fairness: verb('fairness(runId, { sensitive: ["sex"] })', run, ['request', fields({ sensitive: texts('column names', 1) })], watch),
  mitigate: verb(
    'mitigate(runId, { sensitive: "sex", parity: "equal_opportunity" })',
    run,
    ['request', fields({ sensitive: columnName, parity: oneOf(...parityKinds) })],
    watch
  ),
  errorTree: verb('errorTree(runId), with an id of runs()', run, watch),
  rowsBehind: verb(
    'rowsBehind(runId, { kind: "cell", actual: "no", predicted: "yes" })',
    run,
    [
      'behind',
      fields({
        kind: oneOf('cell', 'missed', 'false-alarms', 'condition', 'stretch', 'like-predictions', 'node'),
        actual: optional(filledText),
        predicted: optional(filledText),
        label: optional(filledText),
        condition: optional(filledText),
        stretch: optional(whole),
        bin: optional(whole),
        node: optional(whole)
      })
    ],
    watch
  ),
  kept: verb('kept(runId, { what: "dataCurve" })', run, [
    'ask',
    fields({
      what: oneOf('dataCurve', 'probeLeaks', 'stressReport', 'attack', 'mitigate', 'explain'),
      request: optional(recordOf(plain))
    })
  ]),
  probeLeaks: verb('probeLeaks(runId), with an id of runs()', run, watch),
  dataCurve: verb('dataCurve(runId), with an id of runs()', run, watch),
  stress: verb('stress(runId, { kinds: ["noise"] })', run, ['options', options(stressing)]),
  stressReport: verb('stressReport(runId, { kinds: ["noise"], byColumn: true })', run, ['request', optional(fields(stressing))], watch),
  stresses: verb('stresses()'),
  attack: verb(
    'attack(runId, { columns: ["age"], budgets: [0.1, 0.5] })',
    run,
    [
      'request',
      optional(
        fields({
          columns: optional(texts('column names', 1)),
          reach: optional(recordOf(positive)),
          budgets: optional(listOf(positive, 'budgets', 1)),
          rows: optional(count)
        })
      )
    ],
    watch
  ),
  whatIf: verb('whatIf(runId, [{ column: value }])', run, ['rows', rows]),
  inputs: verb('inputs(runId), with an id of runs()', run),
  tree: verb('tree(runId), with an id of runs()', run)
};
