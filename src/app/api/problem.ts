import type { Watch } from './watch.ts';

/** The question the project answers, and whether it is worth beginning. */
export interface ProblemVerbs {
  get(): Promise<Problem>;
  /** Merges; validates against the dataset once there is one. */
  set(change: Partial<Problem>): Promise<Problem>;
  /** What the data suggest: target, task, metric, bar, with reasons. Nothing is changed. */
  suggest(options?: Watch): Promise<{ problem: Problem; reasons: string[] }>;
  /** When the problem was fixed (by the first run), and every change since, oldest first. */
  changes(): Promise<{ fixedAt: number | null; changes: { at: number; what: string }[] }>;
  /** Where the project stands on the six ways in which projects fail, from its records, and whether to begin it. */
  feasibility(options?: Watch): Promise<Feasibility>;
}

export interface Problem {
  statement: string;
  task: 'classification' | 'regression' | 'forecasting' | 'clustering' | 'anomaly' | 'recommendation' | 'text' | 'image';
  target?: string;
  metric: string;
  /** The value of the metric, fixed before training, at which the project counts as a success. */
  bar?: number;
  /** What a wrong answer costs, in one currency: cost[actual][predicted]. */
  costs?: Record<string, Record<string, number>>;
  positive?: string;
  sensitive?: string[];
  latencyMs?: number;
  /** Of a recommendation, the columns that say who met what; `time`, of a forecast too, is the column of that role, else the first of times, when not named. */
  user?: string;
  item?: string;
  rating?: string;
  time?: string;
  /** How interactions are held out: by one cut in time (usual where times are known), of each user the last, or at random. */
  holdOut?: 'time' | 'last' | 'random';
  /** Items in a list that is judged; 10 when not said. */
  listLength?: number;
  /** Rating from which on an item counts as liked; the median of the training part when not said. */
  likedFrom?: number;
  /** Of a forecast, the steps ahead; one season, or a tenth of the history, when not said. */
  horizon?: number;
  /** Of a forecast, the steps of a season; found in the data when not said, 1 = none. */
  season?: number;
  /** Of a forecast, the column that tells series apart; the one with the role group when not said. */
  series?: string;
  [more: string]: unknown;
}

export interface Feasibility {
  causes: {
    id: 'planning' | 'scoping' | 'technology' | 'fragility' | 'cost' | 'hubris';
    label: string;
    /** Share of failed projects that failed by this. */
    share: number;
    /** 0 to 1 of the checks that are known; null while none is. */
    score: number | null;
    checks: { ok: boolean | null; evidence: string; advice: string; isDecisive: boolean }[];
  }[];
  decision: 'go' | 'go-with-care' | 'no-go' | 'not-known';
  sentence: string;
}
