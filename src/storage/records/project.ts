import * as v from 'valibot';
import { importChoices } from './import-choices.ts';
import { count, defineRecord, hash, id, time, type Migration } from './record.ts';
import { termKeys, type TermsOfDataset } from '../../core/data-terms.ts';
import type { ImportRecipe } from '../../core/import-recipe.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import type { RuleSuite } from '../../core/rule.ts';
import type { Schedule } from '../../core/schedule.ts';
import { scheduleEntry } from './schedule.ts';
import type { PartName, SplitSpec } from '../../core/split.ts';

/** What the user wants, in their words and in the field's. Fixed and time-stamped by the first training run. */
export interface ProblemRecord {
  readonly statement: string;
  readonly task: string;
  readonly target?: string;
  readonly metric: string;
  readonly bar?: number;
  readonly costs?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly positive?: string;
  readonly sensitive?: readonly string[];
  readonly latencyMs?: number;
  readonly [more: string]: unknown;
}

export interface SplitRecord {
  readonly spec: SplitSpec;
  readonly datasetId: string;
  /** SHA-256 over the row numbers of the three parts. */
  readonly hash: string;
  readonly rows: Readonly<Record<PartName, number>>;
  /** Chunk hashes of the row sets (Uint32, ascending). */
  readonly parts: Readonly<Record<PartName, string>>;
  /** Every look at the test part: when and by which run. */
  /** Worth telling with every run: small parts, copies of rows on both sides. */
  readonly notes: readonly string[];
  readonly testOpenings: readonly { readonly at: number; readonly runId: string }[];
}

export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly datasetId: string | null;
  readonly problem: ProblemRecord | null;
  /** When the problem was fixed (at the first run), and every change since. */
  readonly problemFixedAt: number | null;
  readonly problemChanges: readonly { readonly at: number; readonly what: string }[];
  readonly split: SplitRecord | null;
  /** Null = the suggested one, made anew for each model family. */
  readonly recipe: readonly RecipeStep[] | null;
  /** What was chosen of how files are read, by their format and columns; latest last. */
  readonly importRecipes?: readonly ImportRecipe[];
  /** On what terms each dataset is kept, and what answers with noise may tell of it. It travels with the project: a copy has not more. */
  readonly dataTerms?: readonly TermsOfDataset[];
  /** For each table what its versions, and batches for its models, are held against. */
  readonly suites?: readonly RuleSuite[];
  /** What is done again and again while Lathe is open. */
  readonly schedules?: readonly Schedule[];
}

const problem = v.looseObject({
  statement: v.string(),
  task: v.string(),
  target: v.exactOptional(v.string()),
  metric: v.string(),
  bar: v.exactOptional(v.number()),
  costs: v.exactOptional(v.record(v.string(), v.record(v.string(), v.number()))),
  positive: v.exactOptional(v.string()),
  sensitive: v.exactOptional(v.array(v.string())),
  latencyMs: v.exactOptional(v.number())
});

/** What divisions and cross-validations share. */
export const dividing = {
  column: v.exactOptional(v.string()),
  columns: v.exactOptional(v.array(v.string())),
  gap: v.exactOptional(v.number()),
  purge: v.exactOptional(v.number())
};

export const splitSpec = v.looseObject({
  kind: v.picklist(['random', 'stratified', 'group', 'time', 'fold-column']),
  ...dividing,
  shares: v.exactOptional(v.looseObject({ train: v.number(), validation: v.number(), test: v.number() })),
  seed: v.exactOptional(v.number())
});

const split = v.looseObject({
  spec: splitSpec,
  datasetId: id,
  hash,
  rows: v.looseObject({ train: count, validation: count, test: count }),
  parts: v.looseObject({ train: hash, validation: hash, test: hash }),
  notes: v.array(v.string()),
  testOpenings: v.array(v.looseObject({ at: time, runId: v.string() }))
});

export const recipeStep = v.looseObject({
  kind: v.string(),
  columns: v.array(v.string()),
  params: v.exactOptional(v.record(v.string(), v.unknown()))
});

const importRecipe = v.looseObject({
  format: v.exactOptional(v.string()),
  columns: v.array(v.string()),
  fileName: v.string(),
  ...importChoices
});

const rule = v.looseObject({
  id: v.exactOptional(v.string()),
  column: v.string(),
  kind: v.string(),
  columns: v.exactOptional(v.array(v.string())),
  value: v.exactOptional(v.unknown()),
  mostly: v.exactOptional(v.number()),
  severity: v.exactOptional(v.picklist(['warn', 'fail'])),
  off: v.exactOptional(v.boolean()),
  because: v.exactOptional(v.string())
});

const termsOfDataset = v.looseObject({
  dataset: v.nullable(v.string()),
  owner: v.exactOptional(v.string()),
  licence: v.exactOptional(v.string()),
  legalBasis: v.exactOptional(v.string()),
  purpose: v.exactOptional(v.string()),
  retentionDays: v.exactOptional(v.number()),
  budget: v.exactOptional(
    v.looseObject({
      epsilon: v.number(),
      delta: v.number(),
      spent: v.array(v.looseObject({ at: time, epsilon: v.number(), delta: v.number(), what: v.string() }))
    })
  )
});

/**
 * What was said of the data stood with the question, and the budget with the project. It is given to the datasets by name where these are known
 * (`settledTerms`). The owner stays with the question too: that one answers for the predictions.
 */
const termsToDatasets: Migration = ({ privacyBudget, ...project }) => {
  const { problem } = project as { problem: Record<string, unknown> | null };
  const said = termKeys.flatMap((key) => {
    const value = problem?.[key];
    const isSaid = key === 'retentionDays' ? typeof value === 'number' : typeof value === 'string' && value.trim() !== '';
    return isSaid ? [[key, value] as const] : [];
  });
  const rest = problem && Object.fromEntries(Object.entries(problem).filter(([key]) => key === 'owner' || !isTerm(key)));
  if (said.length === 0 && privacyBudget === undefined) return { ...project, problem: rest };
  const terms = { dataset: null, ...Object.fromEntries(said), ...(privacyBudget !== undefined && { budget: privacyBudget }) };
  return { ...project, problem: rest, dataTerms: [terms] };
};

const isTerm = (key: string): boolean => (termKeys as readonly string[]).includes(key);

/** One suite served all tables of a project. It is given to the one the project works with where that is known (`withSettled`). */
const rulesToDatasets: Migration = ({ rules, ...project }) =>
  Array.isArray(rules) && rules.length > 0 ? { ...project, suites: [{ dataset: null, rules }] } : project;

export const projectKind = defineRecord<ProjectRecord>(
  'project',
  v.looseObject({
    id,
    name: v.string(),
    createdAt: time,
    modifiedAt: time,
    datasetId: v.nullable(id),
    problem: v.nullable(problem),
    problemFixedAt: v.nullable(time),
    problemChanges: v.array(v.looseObject({ at: time, what: v.string() })),
    split: v.nullable(split),
    recipe: v.nullable(v.array(recipeStep)),
    dataTerms: v.exactOptional(v.array(termsOfDataset)),
    importRecipes: v.exactOptional(v.array(importRecipe)),
    schedules: v.exactOptional(v.array(scheduleEntry)),
    suites: v.exactOptional(v.array(v.looseObject({ dataset: v.nullable(v.string()), rules: v.array(rule) })))
  }),
  [termsToDatasets, rulesToDatasets]
);
