import { aMetric, metricName } from '../../core/metric-names.ts';
import { brief, counted, listed, quoted } from '../../core/words.ts';

/** What is known of a project when one asks whether to begin it; null = not known yet. */
export interface FeasibilityFacts {
  readonly target: string | null;
  readonly metric: string | null;
  readonly bar: number | null;
  /** Whether the bar was there before the first run. */
  readonly isBarFixed: boolean;
  /** The problem in the user's words. */
  readonly statement: string;
  readonly costsGiven: boolean;
  readonly owner: string | null;
  /** Whether how it is solved today is written down. */
  readonly todayRecorded: boolean;
  readonly rows: number | null;
  readonly features: number | null;
  /** Of the rarest class; null for a number target. */
  readonly smallestClass: number | null;
  /** A quick model against guessing, on held-out rows: the ends of its 95 % interval. */
  readonly signal: {
    readonly metric: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly chance: number;
    readonly higherIsBetter: boolean;
  } | null;
  readonly rightsRecorded: boolean | null;
  readonly blockers: number | null;
  readonly latencyNeedMs: number | null;
  readonly latencyMs: number | null;
  readonly monitored: boolean;
  readonly replayed: boolean | null;
  readonly trainingMinutes: number | null;
  readonly budgetMinutes: number | null;
}

export type CauseId = 'planning' | 'scoping' | 'technology' | 'fragility' | 'cost' | 'hubris';

export interface CauseCheck {
  readonly ok: boolean | null;
  /** What the facts show, or what is not known. */
  readonly evidence: string;
  /** What to do about it; empty where all is well. */
  readonly advice: string;
  /** A failed one says no to the project, whatever else holds. */
  readonly isDecisive: boolean;
}

export interface Cause {
  readonly id: CauseId;
  readonly label: string;
  /** Share of failed projects that failed by this, 0 to 1. */
  readonly share: number;
  /** 0 to 1 of the checks that are known; null while none is. */
  readonly score: number | null;
  readonly checks: readonly CauseCheck[];
}

export interface Feasibility {
  readonly causes: readonly Cause[];
  readonly decision: 'go' | 'go-with-care' | 'no-go' | 'not-known';
  readonly sentence: string;
}

const ROWS_PER_FEATURE = 10;
const FEWEST_ROWS = 100;
const FEWEST_PER_CLASS = 30;

/** Where a project stands on the six ways in which projects fail, and whether to begin it. */
export function judgeFeasibility(facts: FeasibilityFacts): Feasibility {
  const causes = specs.map(({ check, ...cause }) => {
    const checks = check(facts);
    const known = checks.filter(({ ok }) => ok !== null);
    return { ...cause, checks, score: known.length === 0 ? null : known.filter(({ ok }) => ok).length / known.length };
  });
  return { causes, ...decide(causes) };
}

interface CauseSpec extends Omit<Cause, 'score' | 'checks'> {
  readonly check: (facts: FeasibilityFacts) => CauseCheck[];
}

const item = (ok: boolean | null, evidence: string, advice: string, isDecisive = false): CauseCheck => ({
  ok,
  evidence,
  advice: ok ? '' : advice,
  isDecisive
});

const specs: readonly CauseSpec[] = [
  {
    id: 'planning',
    label: 'No plan for what success is',
    share: 0.3,
    check: ({ metric, bar, isBarFixed, owner, costsGiven }) => [
      item(
        metric !== null,
        metric === null ? 'No metric is chosen.' : `Success is measured by the ${metricName(metric)}.`,
        'Choose the metric that fits the cost of errors.'
      ),
      item(bar !== null && isBarFixed, barWords(bar, isBarFixed), 'Set the bar before training: afterwards any result looks like success.'),
      item(
        costsGiven,
        costsGiven ? 'The cost of errors is given.' : 'What an error costs is not said.',
        'Say what each kind of wrong answer costs, if only roughly.'
      ),
      item(
        owner !== null,
        owner === null ? 'Nobody owns the result.' : `${owner} owns the result.`,
        'Name who decides with the predictions.'
      )
    ]
  },
  {
    id: 'scoping',
    label: 'The wrong problem, or data that do not hold the answer',
    share: 0.25,
    check: ({ statement, target, todayRecorded, signal, blockers, rightsRecorded }) => [
      item(
        wordsIn(statement) >= 5,
        wordsIn(statement) >= 5 ? 'The problem is put in words.' : 'The problem is not put in words.',
        'Say in one sentence who will do what with a prediction.'
      ),
      item(
        target !== null,
        target === null ? 'No target is chosen.' : `${quoted(target)} is what is predicted.`,
        'Choose the column that is the answer.'
      ),
      item(
        todayRecorded,
        todayRecorded ? 'How it is solved today is written down.' : 'How it is solved today is not written down.',
        'Write down how good today’s way is: that is the bar.'
      ),
      item(signalFound(signal), signalWords(signal), 'Look for columns that know more of the target, or stop here.', true),
      item(blockers === null ? null : blockers === 0, blockerWords(blockers), 'Resolve the blockers on the Explore step.'),
      item(
        rightsRecorded,
        rightsRecorded === null
          ? 'Whether the data may be used is not known.'
          : rightsRecorded
            ? 'The right to use the data is recorded.'
            : 'The data may not be used for this.',
        'Say on the Problem step whether licence or consent is there.',
        rightsRecorded === false
      )
    ]
  },
  {
    id: 'technology',
    label: 'Too little data, or too slow an answer',
    share: 0.15,
    check: (facts) => [rowsCheck(facts), classCheck(facts), latencyCheck(facts)]
  },
  {
    id: 'fragility',
    label: 'Works once, then breaks',
    share: 0.15,
    check: ({ monitored, replayed }) => [
      item(monitored, monitored ? 'The deployment is watched.' : 'Nothing is watched yet.', 'Watch drift and errors from the first day.'),
      item(
        replayed,
        replayed === null
          ? 'No run was replayed.'
          : replayed
            ? 'A replayed run gave the same model.'
            : 'A replayed run gave another model.',
        'Replay a run before release.'
      )
    ]
  },
  {
    id: 'cost',
    label: 'Costs more than it brings',
    share: 0.1,
    check: ({ trainingMinutes, budgetMinutes }) => {
      if (trainingMinutes === null || budgetMinutes === null)
        return [item(null, 'Time and budget are not known.', 'Give a budget, and run one baseline to forecast the rest.')];
      return [
        item(
          trainingMinutes <= budgetMinutes,
          `Training is forecast to take ${brief(trainingMinutes)} of ${brief(budgetMinutes)} minutes.`,
          'Take a simpler model or fewer trials.'
        )
      ];
    }
  },
  {
    id: 'hubris',
    label: 'Promising more than the data can hold',
    share: 0.05,
    check: ({ signal, bar, metric }) => {
      if (!signal || bar === null || metric !== signal.metric)
        return [item(null, 'No quick model was held against the bar.', 'Run the baselines, then look at the bar again.')];
      const within = signal.higherIsBetter ? bar <= 1 - (1 - signal.value) / 3 : bar >= signal.value / 3;
      return [
        item(
          within,
          `A quick model reaches ${brief(signal.value)}; the bar is ${brief(bar)}.`,
          'A bar that leaves a third of the errors of a quick model is rarely reached: lower it, or find better data.'
        )
      ];
    }
  }
];

const wordsIn = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '').length;

const blockerWords = (blockers: number | null) =>
  blockers === null
    ? 'The data were not audited.'
    : blockers === 0
      ? 'The audit found nothing that would ruin the model.'
      : `The audit found ${counted(blockers, 'thing')} that would ruin the model.`;

const barWords = (bar: number | null, isFixed: boolean) =>
  bar === null
    ? 'No bar is set.'
    : isFixed
      ? `The bar of ${brief(bar)} was set before training.`
      : `The bar of ${brief(bar)} was set after training, so it proves nothing.`;

/** Found when the whole interval lies on the better side of guessing; not found when the interval holds guessing and is narrow enough to say so. */
function signalFound(signal: FeasibilityFacts['signal']): boolean | null {
  if (!signal) return null;
  if (signal.higherIsBetter ? signal.low > signal.chance : signal.high < signal.chance) return true;
  return signal.high - signal.low > 0.5 * Math.abs(signal.chance) ? null : false;
}

function signalWords(signal: FeasibilityFacts['signal']): string {
  if (!signal) return 'Whether the data know anything of the target is not known.';
  return `A quick model reaches ${aMetric(signal.metric)} of ${brief(signal.value)} (95 % interval ${brief(signal.low)} to ${brief(signal.high)}), guessing ${brief(signal.chance)}.`;
}

function rowsCheck({ rows, features }: FeasibilityFacts): CauseCheck {
  if (rows === null || features === null) return item(null, 'There are no data yet.', 'Import the data.');
  const need = Math.max(FEWEST_ROWS, ROWS_PER_FEATURE * features);
  return item(
    rows >= need,
    `${counted(rows, 'row')} for ${counted(features, 'feature')}.`,
    `Collect at least ${counted(need, 'row')}, or use fewer features.`,
    rows < 20
  );
}

function classCheck({ smallestClass }: FeasibilityFacts): CauseCheck {
  if (smallestClass === null) return item(null, 'The size of the rarest class is not known, or there are no classes.', '');
  return item(
    smallestClass >= FEWEST_PER_CLASS,
    `The rarest class has ${counted(smallestClass, 'row')}.`,
    `Collect at least ${FEWEST_PER_CLASS} of each class.`,
    smallestClass < 5
  );
}

function latencyCheck({ latencyNeedMs, latencyMs }: FeasibilityFacts): CauseCheck {
  if (latencyNeedMs === null) return item(null, 'How fast an answer must be is not said.', 'Say how long an answer may take.');
  if (latencyMs === null)
    return item(null, `An answer may take ${brief(latencyNeedMs)} ms; it was not measured yet.`, 'Measure a packaged model.');
  return item(latencyMs <= latencyNeedMs, `An answer takes ${brief(latencyMs)} of ${brief(latencyNeedMs)} ms.`, 'Take a smaller model.');
}

function decide(causes: readonly Cause[]): Pick<Feasibility, 'decision' | 'sentence'> {
  const checks = causes.flatMap((cause) => cause.checks);
  const fatal = checks.filter(({ ok, isDecisive }) => ok === false && isDecisive);
  if (fatal.length > 0)
    return { decision: 'no-go', sentence: `Not yet: ${fatal.map(({ evidence }) => evidence).join(' ')} ${fatal[0]!.advice}` };
  if (checks.some(({ ok, isDecisive }) => ok === null && isDecisive)) {
    return {
      decision: 'not-known',
      sentence: 'Too early to say: run a baseline first, to see whether the data know anything of the target.'
    };
  }
  const weak = causes.filter(({ score }) => score !== null && score < 0.5);
  if (weak.length === 0) return { decision: 'go', sentence: 'Go: the data know something of the target, and nothing stands in the way.' };
  return { decision: 'go-with-care', sentence: `Go, with care: look at ${listed(weak.map(({ label }) => label.toLowerCase()))}.` };
}
