import type { BarVerdict } from '../../core/bar.ts';
import { personalWords, type PrivacySigns } from '../../core/privacy-signs.ts';
import { capital, counted, timesOf } from '../../core/words.ts';

/** What the twelve steps need to know of a project. All of it is counted from its records; null = not looked at yet. */
export interface ProjectFacts {
  readonly problem: {
    readonly isStarted: boolean;
    /** No column to predict is named, and the task needs one. */
    readonly lacksTarget: boolean;
    /** Its rows are divided, and its models judged, in the task's own way. */
    readonly isSpecial: boolean;
    /** Its models read the recipe. */
    readonly makesFeatures: boolean;
    readonly hasMetric: boolean;
    readonly hasBar: boolean;
    readonly isFixed: boolean;
    readonly changesSinceFixed: number;
  };
  readonly dataset: { readonly rows: number; readonly columns: number; readonly version: number; readonly issues: number } | null;
  readonly findings: { readonly blockers: number; readonly warnings: number } | null;
  readonly recipe: { readonly steps: number; readonly isOwn: boolean };
  readonly split: {
    readonly train: number;
    readonly validation: number;
    readonly test: number;
    readonly isOfThisData: boolean;
    readonly testOpenings: number;
  } | null;
  readonly runs: { readonly running: number; readonly done: number; readonly failed: number; readonly beatsBaseline: boolean | null };
  readonly evaluated: number;
  /** How the leading run stands to the bar: on the test part once it was opened. Null without a bar or a score. */
  readonly barVerdict: BarVerdict | null;
  readonly versions: number;
  readonly failedChecks: number;
  readonly deployments: number;
  readonly predictions: number;
  readonly monitored: boolean;
  readonly driftAlarms: number;
  readonly alerts: number;
  /** What the scan found; null = not scanned. */
  readonly privacy: PrivacySigns | null;
  readonly isAuditLogWhole: boolean;
  readonly reports: number;
}

export type StepName =
  'problem' | 'data' | 'explore' | 'features' | 'models' | 'train' | 'evaluate' | 'package' | 'deploy' | 'monitor' | 'govern' | 'share';

/** `empty` = not begun, `work` = in work, `done`, `look` = needs a look. */
export interface StepStatus {
  readonly id: StepName;
  readonly state: 'empty' | 'work' | 'done' | 'look';
  /** A sentence. */
  readonly reason: string;
  /** How many things need a look. */
  readonly count: number;
}

type Verdict = Omit<StepStatus, 'id'>;

const empty = (reason: string): Verdict => ({ state: 'empty', reason, count: 0 });
const work = (reason: string): Verdict => ({ state: 'work', reason, count: 0 });
const done = (reason: string): Verdict => ({ state: 'done', reason, count: 0 });
const look = (reason: string, count = 1): Verdict => ({ state: 'look', reason, count });

const judges: Readonly<Record<StepName, (facts: ProjectFacts) => Verdict>> = {
  problem({ problem }) {
    if (!problem.isStarted) return empty('Not begun: say what you want to predict, and how well.');
    if (problem.changesSinceFixed > 0)
      return look(`Changed ${timesOf(problem.changesSinceFixed)} after training began.`, problem.changesSinceFixed);
    if (problem.lacksTarget) return work('No target is chosen.');
    if (!problem.hasMetric || !problem.hasBar)
      return work(`${problem.hasMetric ? 'No bar' : 'No metric'} is set: success has no meaning yet.`);
    return done(
      problem.isFixed ? 'Fixed before training.' : problem.isSpecial ? 'Task, metric and bar are set.' : 'Target, metric and bar are set.'
    );
  },

  data({ dataset }) {
    if (!dataset) return empty('No data yet.');
    if (dataset.issues > 0)
      return look(`The import met ${counted(dataset.issues, 'kind of trouble', 'kinds of trouble')}.`, dataset.issues);
    return done(`${counted(dataset.rows, 'row')}, ${counted(dataset.columns, 'column')}, version ${dataset.version}.`);
  },

  explore({ dataset, findings }) {
    if (!dataset) return empty('There are no data to explore yet.');
    if (!findings) return empty('The data were not audited yet.');
    if (findings.blockers > 0) return look(`${counted(findings.blockers, 'finding')} would ruin the model.`, findings.blockers);
    if (findings.warnings > 0) return look(`${counted(findings.warnings, 'finding')} to decide on.`, findings.warnings);
    return done('Nothing was found that has to be decided.');
  },

  features({ dataset, recipe, problem }) {
    if (!dataset || problem.lacksTarget) return empty('A recipe needs data and a target.');
    if (!problem.makesFeatures) return done('This task makes no features.');
    return recipe.isOwn ? done(`Your recipe has ${counted(recipe.steps, 'step')}.`) : done('The suggested recipe is in use.');
  },

  models({ dataset, split, runs, problem }) {
    if (!dataset) return empty('There are no data to divide yet.');
    if (problem.isSpecial) return runs.done > 0 ? done('Models were chosen.') : work('No model was trained yet.');
    if (!split) return empty('The rows are not divided into training and test yet.');
    if (!split.isOfThisData) return look('The split belongs to an earlier version of the data.');
    if (split.testOpenings > 1)
      return look(`The test part was opened ${split.testOpenings} times: its score is no longer blind.`, split.testOpenings - 1);
    return runs.done > 0 ? done('Divided, and models were chosen.') : work('Divided; no model was trained yet.');
  },

  train({ runs }) {
    if (runs.running > 0) return work(`${counted(runs.running, 'run')} under way.`);
    if (runs.done === 0)
      return runs.failed > 0
        ? look(`${counted(runs.failed, 'run')} failed, and none is done.`, runs.failed)
        : empty('Nothing was trained yet.');
    if (runs.beatsBaseline === false) return look('No model beats the baseline.');
    return done(`${counted(runs.done, 'run')} done${runs.failed > 0 ? `, ${runs.failed} failed` : ''}.`);
  },

  evaluate({ runs, evaluated, barVerdict }) {
    if (evaluated === 0) return runs.done > 0 ? work('A model is waiting to be judged.') : empty('There is no model to judge yet.');
    if (barVerdict === 'not met') return look('The leading model does not meet the bar.');
    if (barVerdict === 'reached, not surely') return done('Judged: the bar is reached, but not by the whole interval.');
    if (barVerdict === 'set after training') return done('Judged; the bar was set after training, so it proves nothing.');
    return done(barVerdict ? 'The leading model meets the bar.' : 'Judged; no bar was set to hold it against.');
  },

  package({ versions, failedChecks, evaluated }) {
    if (versions === 0) return evaluated > 0 ? work('A judged model is waiting to be packaged.') : empty('No model is packaged yet.');
    if (failedChecks > 0) return look(`${counted(failedChecks, 'release check')} failed.`, failedChecks);
    return done(`${counted(versions, 'version')}, no check failed.`);
  },

  deploy({ versions, deployments }) {
    if (deployments === 0) return versions > 0 ? work('A version is waiting to be deployed.') : empty('Nothing is deployed yet.');
    return done(`${counted(deployments, 'deployment')} on this device.`);
  },

  monitor({ deployments, predictions, monitored, driftAlarms, alerts }) {
    if (deployments === 0) return empty('There is nothing to watch yet.');
    if (predictions === 0) return empty('No prediction was asked for yet.');
    const count = Math.max(driftAlarms, alerts);
    if (count > 0) return look(driftAlarms > 0 ? `${counted(driftAlarms, 'column')} drifted.` : `${counted(alerts, 'alert')}.`, count);
    return monitored
      ? done(`${counted(predictions, 'prediction')}, no alarm.`)
      : work(`${counted(predictions, 'prediction')}, not looked at yet.`);
  },

  govern({ dataset, privacy, isAuditLogWhole }) {
    if (!isAuditLogWhole) return look('The audit log was changed from outside.');
    if (!dataset) return empty('There are no data to answer for yet.');
    if (privacy === null) return empty('The columns were not scanned for personal data yet.');
    if (privacy.personal.length > 0) return look(`${capital(personalWords(privacy))}.`, privacy.personal.length);
    if (privacy.together.length > 0) return look('Few columns together single rows out.');
    return done('Nothing looks personal; the audit log is whole.');
  },

  share({ reports, evaluated }) {
    if (reports > 0) return done(`${counted(reports, 'report')} made.`);
    return evaluated > 0 ? work('There is something to tell: no report was made yet.') : empty('There is nothing to tell yet.');
  }
};

/** The state of each of the twelve steps, in the order of the work. */
export const stepStates = (facts: ProjectFacts): StepStatus[] =>
  (Object.keys(judges) as StepName[]).map((id) => ({ id, ...judges[id](facts) }));
