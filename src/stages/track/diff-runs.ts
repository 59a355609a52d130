import type { RecipeStep } from '../../core/recipe.ts';
import type { DataDiff, RunDiff, ValueChange } from '../../core/run-diff.ts';
import type { CvSpec, SplitSpec } from '../../core/split.ts';
import { diffRecipes, diffValues } from './align-steps.ts';

/** What of a run is held against another. */
export interface RunFacts {
  readonly model: string;
  readonly label: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly cv: CvSpec | null;
  readonly calibrate: string;
  readonly backend: string;
  readonly randomLabels: boolean;
  readonly question: { readonly task: string; readonly target?: string; readonly positive?: string };
  readonly recipe: readonly RecipeStep[];
  readonly datasetHash: string;
  readonly split: SplitSpec;
  readonly splitHash: string;
  readonly environment?: { readonly build: string; readonly browser: string; readonly threads: number };
  readonly fitMs: number;
  readonly sizeBytes: number;
  readonly peakBytes?: number;
}

/** The version that a run learned from, as far as it is still there. */
export interface VersionFacts {
  readonly name: string;
  readonly version: number;
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
}

interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly role: string;
  readonly unit?: string;
  readonly zone?: string;
}

/** Where two runs differ: the facts that may explain why their scores do. */
export function diffRuns(
  a: RunFacts,
  b: RunFacts,
  versions: { readonly a: VersionFacts | null; readonly b: VersionFacts | null }
): RunDiff {
  const isSameSplit = a.splitHash === b.splitHash;
  const specs = diffValues({ ...a.split }, { ...b.split });
  return {
    asked: diffValues(askedOf(a), askedOf(b)),
    params: diffValues(a.params, b.params),
    recipe: diffRecipes(a.recipe, b.recipe),
    data: a.datasetHash === b.datasetHash ? null : diffData(a.datasetHash, b.datasetHash, versions),
    split: isSameSplit ? specs : [...specs, { name: 'splitHash', a: a.splitHash, b: b.splitHash }],
    environment: diffValues({ ...a.environment }, { ...b.environment }),
    cost: (['fitMs', 'sizeBytes', 'peakBytes'] as const).map((name) => costOf(name, a[name], b[name]))
  };
}

const askedOf = ({ label, seed, cv, calibrate, backend, randomLabels, question: { task, target, positive } }: RunFacts) => ({
  ...{ model: label, task, target, positive, seed, cv: cv ?? undefined, calibrate, backend, randomLabels }
});

const costOf = (name: string, a: number | undefined, b: number | undefined): ValueChange => ({
  name,
  ...(a === undefined ? {} : { a }),
  ...(b === undefined ? {} : { b })
});

function diffData(hashA: string, hashB: string, { a, b }: { readonly a: VersionFacts | null; readonly b: VersionFacts | null }): DataDiff {
  const [ofA, ofB] = [new Map(namedOf(a)), new Map(namedOf(b))];
  const isKnown = a !== null && b !== null;
  return {
    hash: { a: hashA, b: hashB },
    a: factsOf(a),
    b: factsOf(b),
    added: isKnown ? [...ofB.keys()].filter((name) => !ofA.has(name)) : [],
    removed: isKnown ? [...ofA.keys()].filter((name) => !ofB.has(name)) : [],
    changed: [...ofA].flatMap(([column, before]) => {
      const what = ofB.has(column) ? diffValues(marksOf(before), marksOf(ofB.get(column)!)) : [];
      return what.length > 0 ? [{ column, what }] : [];
    })
  };
}

const namedOf = (version: VersionFacts | null) => (version?.columns ?? []).map((column) => [column.name, column] as const);

const factsOf = (of: VersionFacts | null) => of && { name: of.name, version: of.version, rows: of.rows };

const marksOf = ({ type, role, unit, zone }: ColumnFacts) => ({ type, role, unit, zone });
