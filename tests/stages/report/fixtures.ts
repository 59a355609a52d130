import type { Metric } from '../../../src/core/outcome.ts';
import type { ReportFacts, RunFacts } from '../../../src/stages/report/report-facts.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { releaseChecks } from '../../../src/stages/package/registry.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 3);

export const hash = (letter: string): string => letter.repeat(64);

export const metric = (value: number, low: number, high: number, n = 51): Metric => ({ value, low, high, method: 'Wilson', n });

/** A project in which nothing was done. */
export const emptyFacts: ReportFacts = {
  projectName: 'Meadow',
  at: START + 30 * DAY,
  latheVersion: '0.1.0',
  metricNames: Object.fromEntries(metrics.all.map(({ id, label, higherIsBetter }) => [id, { label, higherIsBetter }])),
  requests: { foreign: 0, own: 14 },
  problem: null,
  problemFixedAt: null,
  problemChanges: [],
  dataset: null,
  findings: null,
  privacy: null,
  ruleRuns: [],
  dataStory: null,
  split: null,
  runs: [],
  runsFailed: 0,
  chosenBy: null,
  randomLabels: null,
  version: null,
  versions: [],
  reports: {},
  fairness: null,
  deployments: [],
  monitor: null,
  audit: { entries: 1, isWhole: true, actions: { 'project-created': 1 }, lastReplay: null }
};

/** Data and a question, nothing trained. */
export const dataFacts: ReportFacts = {
  ...emptyFacts,
  problem: {
    statement: 'Tell grasses apart in the field.',
    task: 'classification',
    target: 'grass',
    metric: 'balanced_accuracy',
    bar: 0.9
  },
  dataset: {
    name: 'meadow',
    version: 2,
    versions: 2,
    hash: hash('a'),
    rows: 344,
    fileName: 'meadow.csv',
    createdAt: START,
    columns: [
      { name: 'height', type: 'number', role: 'feature', missing: 2, distinct: 80 },
      { name: 'soil', type: 'category', role: 'feature', missing: 0, distinct: 3 },
      { name: 'keeper', type: 'category', role: 'sensitive', missing: 0, distinct: 2 },
      { name: 'grass', type: 'category', role: 'target', missing: 0, distinct: 3 }
    ],
    notes: ['2 blank lines were left out.'],
    synthetic: null
  },
  findings: [
    { code: 'redundant', severity: 'warning', columns: ['height'], message: 'height and width say nearly the same.', hint: 'Drop one.' }
  ],
  privacy: []
};

const run = (model: string, label: string, scores: Record<string, Metric>): RunFacts => ({
  id: `run-${model}`,
  isOnSynthetic: false,
  label,
  model,
  params: { learningRate: 0.1, maxIter: 100 },
  seed: 7,
  metrics: { validation: scores },
  fitMs: 1234,
  predictedMs: 1000,
  sizeBytes: 38_000,
  recipe: [
    { kind: 'impute', columns: ['height'] },
    { kind: 'one-hot', columns: [] }
  ],
  notes: [],
  modelHash: hash('b'),
  datasetHash: hash('a'),
  splitHash: hash('c'),
  recipeHash: hash('d'),
  backend: '',
  calibrate: 'none',
  startedAt: START + DAY,
  target: 'grass'
});

const scores = { balanced_accuracy: metric(0.984, 0.957, 0.996), accuracy: metric(0.98, 0.9, 0.997), ece: metric(0.021, 0.012, 0.05) };

export const trainedFacts: ReportFacts = {
  ...dataFacts,
  problemFixedAt: START + DAY,
  split: { kind: 'stratified', seed: 0, rows: { train: 240, validation: 53, test: 51 }, testOpenings: 1, hash: hash('c') },
  runs: [run('boosting', 'Gradient boosting', scores), run('baseline', 'Baseline', { balanced_accuracy: metric(0.331, 0.25, 0.43) })],
  runsFailed: 1,
  chosenBy: null,
  randomLabels: metric(0.31, 0.22, 0.41),
  reports: {
    test: {
      metrics: {
        ...scores,
        balanced_accuracy: metric(0.971, 0.931, 0.993),
        mcc: { value: NaN, low: NaN, high: NaN, method: 'no value', n: 51 }
      },
      main: { metric: 'balanced_accuracy', chance: 1 / 3 },
      confusion: { labels: ['fescue', 'oat', 'rye'], counts: [[20, 1, 0], [0, 15, 0], [0, 0, 15]] }, // prettier-ignore
      calibration: {
        of: 'likeliest',
        bins: [
          { predicted: 0.6, observed: 0.5, low: 0.25, high: 0.75, rows: 12 },
          { predicted: 0.97, observed: 1, low: 0.91, high: 1, rows: 39 }
        ]
      },
      slices: [{ column: 'soil', condition: 'soil is clay', rows: 22, error: 0.31, low: 0.16, high: 0.51, rest: 0.02, pValue: 0.012 }],
      slicesTried: 9,
      value: { perRow: metric(1.2, 0.9, 1.6), saved: metric(2.8, 2.4, 3.1), withoutModel: 4 },
      learning: { verdict: 'settled' }
    }
  },
  audit: { entries: 12, isWhole: true, actions: { 'run-done': 2 }, lastReplay: null }
};

const checks = releaseChecks.all.map(({ label }) => ({ name: label, passed: true, detail: 'Looked at 51 rows.' }));

export const servedFacts: ReportFacts = {
  ...trainedFacts,
  version: {
    name: 'meadow',
    version: 3,
    aliases: ['champion'],
    hash: hash('b'),
    runId: 'run-boosting',
    checks,
    createdAt: START + 2 * DAY
  },
  versions: [
    { name: 'meadow', version: 2, aliases: [], hash: hash('e'), createdAt: START + DAY },
    { name: 'meadow', version: 3, aliases: ['champion'], hash: hash('b'), createdAt: START + 2 * DAY }
  ],
  deployments: [
    {
      name: 'field',
      model: 'meadow:champion',
      createdAt: START + 3 * DAY,
      changes: 1,
      history: [
        { at: START + 3 * DAY, model: 'meadow@2' },
        { at: START + 4 * DAY, model: 'meadow:champion' }
      ],
      split: null,
      rateLimitPerMinute: 60,
      logShare: 1,
      hasToken: true
    }
  ],
  monitor: {
    rows: 420,
    requests: 40,
    errors: 2,
    p95Ms: 3.4,
    drifted: ['height'],
    drift: [
      { column: 'height', test: 'kolmogorov-smirnov', pValue: 0.0001, psi: 0.31, alarm: true },
      { column: 'soil', test: 'chi-square', pValue: 0.4, psi: 0.01, alarm: false }
    ],
    alerts: ['height has drifted.'],
    performance: { balanced_accuracy: metric(0.93, 0.88, 0.97, 120) }
  }
};

export const NASTY = '<script>alert("1")</script> | **b** [x](javascript:alert(1)) `c` \u202E';

/** The trained project with every name a trap. */
export const hostileFacts: ReportFacts = {
  ...servedFacts,
  projectName: NASTY,
  problem: {
    ...trainedFacts.problem,
    statement: `${NASTY}\n# heading\n<img src=x onerror=alert(1)>`,
    target: '__proto__',
    owner: '"><svg onload=alert(1)>'
  },
  dataset: {
    ...trainedFacts.dataset!,
    name: NASTY,
    fileName: '../../etc/passwd\u0000.csv',
    columns: [
      { name: '__proto__', type: 'category', role: 'target', missing: 0, distinct: 3 },
      { name: 'constructor', type: 'number', role: 'feature', missing: 0, distinct: 3 },
      { name: `${'long '.repeat(3000)}`, type: 'number', role: 'feature', missing: 0, distinct: 3 },
      { name: NASTY, type: 'text', role: 'feature', missing: 1, distinct: 3 }
    ]
  },
  runs: trainedFacts.runs.map((known) => ({ ...known, label: NASTY, params: Object.fromEntries([['__proto__', NASTY], ['a|b', 1]]) })), // prettier-ignore
  deployments: servedFacts.deployments.map((known) => ({ ...known, name: `${NASTY}\uD800` })),
  fairness: { groups: [], gaps: Object.fromEntries([['__proto__.parity', metric(0.1, 0.02, 0.2)]]) }
};

export const everyStage = { empty: emptyFacts, data: dataFacts, trained: trainedFacts, served: servedFacts, hostile: hostileFacts };
