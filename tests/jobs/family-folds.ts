import type { Lathe } from '../../src/app/api/lathe.ts';
import { createRng, shuffled } from '../../src/core/rng.ts';
import { mean } from '../../src/core/stats.ts';

/** Of one table: the scores of each fold by family, as tests/bench/families_peer.py tells them of scikit-learn's. */
export type FamilyFolds = Readonly<Record<string, readonly Readonly<Record<string, number>>[]>>;

export type FamilyTask = 'classification' | 'regression';

interface Family {
  readonly model: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

const trees: Readonly<Record<string, Family>> = {
  tree: { model: 'tree' },
  'tree-grown-out': { model: 'tree', params: { maxLeafNodes: 0, minSamplesLeaf: 1 } },
  forest: { model: 'forest' },
  'extra-trees': { model: 'extra-trees' },
  boosting: { model: 'boosting' }
};
const additive: Readonly<Record<string, Family>> = {
  'explainable-boosting': { model: 'explainable-boosting', params: { interactions: 0 } },
  // the peer may ask every pair, ours the best ten
  'explainable-boosting-pairs': { model: 'explainable-boosting' },
  gam: { model: 'gam' }
};
const others: Readonly<Record<string, Family>> = {
  'linear-svm': { model: 'linear-svm' },
  svm: { model: 'svm' },
  neighbours: { model: 'neighbours' },
  mlp: { model: 'mlp' }
};

/** The families and the settings that both sides are given, by task. */
export const families: Readonly<Record<FamilyTask, Readonly<Record<string, Family>>>> = {
  classification: { logistic: { model: 'logistic' }, 'naive-bayes': { model: 'naive-bayes' }, ...trees, ...additive, ...others },
  regression: {
    linear: { model: 'linear' },
    ridge: { model: 'linear', params: { chooseAlpha: true, l1Ratio: 0 } },
    lasso: { model: 'linear', params: { chooseAlpha: true, l1Ratio: 1 } },
    'elastic-net': { model: 'linear', params: { chooseAlpha: true, l1Ratio: 0.5 } },
    ...trees,
    ...additive,
    ...others,
    'gaussian-process': { model: 'gaussian-process' }
  }
};

const cellsOf = (line: string) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, ''));

/** At most so many rows of a CSV with an answer, without some columns, and a column "fold" that deals them to five folds by a seed. */
export function withFolds(csv: string, target: string, { rows = Infinity, without = [] as readonly string[], seed = 1 } = {}): string {
  const [head, ...lines] = csv.trim().split(/\r?\n/);
  const names = cellsOf(head!).map((name) => name.replaceAll('"', ''));
  const kept = [...names.keys()].filter((i) => names[i] !== '' && !without.includes(names[i]!));
  const at = names.indexOf(target);
  const answered = lines.map(cellsOf).filter((cells) => !['', 'NA', '?'].includes(cells[at]!.trim()));
  const order = shuffled(Uint32Array.from(answered.keys()), createRng(seed)).slice(0, Math.min(rows, answered.length));
  const told = Array.from(order, (row, i) => [...kept.map((col) => answered[row]![col] ?? ''), 'abcde'[i % 5]].join(','));
  return `${[[...kept.map((i) => names[i]), 'fold'].join(','), ...told].join('\n')}\n`;
}

/** Each family cross-validated over the folds that the column names, by the recipe that Lathe proposes for it. */
export async function foldsOfFamilies(
  lathe: Lathe,
  {
    csv,
    target,
    task,
    only
  }: { readonly csv: string; readonly target: string; readonly task: FamilyTask; readonly only: readonly string[] }
): Promise<FamilyFolds> {
  const project = await lathe.projects.create({ name: target });
  await project.data.importCsv(csv);
  await project.problem.set({ task, target, metric: task === 'regression' ? 'r2' : 'log_loss' });
  await project.split.set({ kind: 'fold-column', column: 'fold' });
  const told: Record<string, readonly Record<string, number>[]> = {};
  for (const family of only) {
    const { model, params = {} } = families[task][family]!;
    const trial = await project.trial({ model, params, cv: { kind: 'fold-column', column: 'fold' }, seed: 1 });
    told[family] = trial.folds;
  }
  return told;
}

/** Whether higher is better. */
const RISES: Readonly<Record<string, boolean>> = { r2: true, roc_auc: true, log_loss: false };

export interface Standing {
  readonly family: string;
  readonly metric: string;
  readonly own: number;
  readonly peer: number;
  /** How much better than the peer, in standard errors of the peer's mean over folds. */
  readonly errorsAhead: number;
}

/** How each family stands against scikit-learn's by each score that it tells. */
export function standingsOf(own: FamilyFolds, peers: FamilyFolds): Standing[] {
  return Object.entries(peers).flatMap(([family, folds]) =>
    Object.keys(folds[0]!).map((metric) => {
      const [ours, theirs] = [own[family]!, folds].map((scores) => scores.map((fold) => fold[metric]!)) as [number[], number[]];
      const peer = mean(theirs);
      const spread = Math.sqrt(theirs.reduce((sum, value) => sum + (value - peer) ** 2, 0) / (theirs.length - 1));
      const ahead = (mean(ours) - peer) * (RISES[metric] ? 1 : -1);
      return { family, metric, own: mean(ours), peer, errorsAhead: ahead / (spread / Math.sqrt(theirs.length)) };
    })
  );
}
