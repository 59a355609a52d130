import { BAR_CHECK } from '../../core/bar.ts';
import { gapName } from '../../core/gap-name.ts';
import { failedOf } from '../../core/release-checks.ts';
import { brief, counted, listedNames, quoted } from '../../core/words.ts';
import { NO_GUARANTEE, SYNTHETIC_ROWS } from '../../core/synthesis.ts';
import type { ReportFacts } from './report-facts.ts';
import { grave, type Subject } from './subject.ts';
import { isClaimable, named, score, wasOpened, withInterval } from './words.ts';

/** Something a reader must know before relying on the model, and what would settle it. `grave` ones come first and speak against use. */
export interface Concern {
  readonly weight: 'grave' | 'note';
  readonly what: string;
  readonly remedy: string;
}

type Look = (facts: ReportFacts, subject: Subject) => readonly Concern[];

const stop = (what: string, remedy: string): Concern => ({ weight: 'grave', what, remedy });
const note = (what: string, remedy: string): Concern => ({ weight: 'note', what, remedy });

/** Every limit and risk the records show, grave ones first. A model that was never looked at has concerns too: what was not checked is said. */
export function concernsOf(facts: ReportFacts, subject: Subject): Concern[] {
  const found = looks.flatMap((look) => look(facts, subject));
  return [...found.filter(({ weight }) => weight === 'grave'), ...found.filter(({ weight }) => weight === 'note')];
}

const againstBar: Look = (_facts, { run, bar }) => {
  if (!run) return [];
  if (!bar) return [note('No bar was set before training, so nothing says how good is good enough.', 'Set a bar in Problem.')];
  if (bar.verdict === 'not met')
    return [stop(`The bar of ${brief(bar.value)} is not met.`, 'More or better data, another model, or a bar that can be reached.')];
  if (bar.verdict === null) return [note(`Whether the bar of ${brief(bar.value)} is met was not measured.`, 'Evaluate the run.')];
  if (bar.verdict === 'met') return [];
  const remedy = bar.isPrior ? 'Test on more rows.' : 'Set the bar first, and hold rows against it that nobody has seen.';
  return [note(`${bar.said}.`, remedy)];
};

const againstBaseline: Look = (_facts, { run, rivalry }) => {
  if (!run) return [];
  if (!rivalry)
    return [note('No baseline was trained on the same data and split, so its worth over guessing is not known.', 'Train a baseline.')];
  if (rivalry.verdict === 'better') return [];
  const both = `${withInterval(rivalry.model)} against ${withInterval(rivalry.baseline)}`;
  if (rivalry.verdict === 'better by estimate')
    return [
      note(
        `It is ahead of the baseline by estimate only, for the intervals overlap: ${both}.`,
        'Test on more rows, or compare the two row by row.'
      )
    ];
  return [stop(`It is not better than the baseline: ${both}.`, 'Use the baseline, or find better features.')];
};

const testPart: Look = ({ split, chosenBy }, { run, headline }) => {
  if (!run || !headline) return run ? [stop('It has no score with an interval.', 'Evaluate the run.')] : [];
  const openings = split?.testOpenings ?? 0;
  if (headline.part === 'validation' && chosenBy === 'cv')
    return [
      note(
        'It was chosen by folds of the training part, so its score on the validation part is untouched by the choice; the test part has not confirmed it.',
        'Open the sealed test part once, at the end.'
      )
    ];
  if (headline.part !== 'test')
    return [
      note('Its score comes from rows that also helped to choose it, so it may flatter.', 'Open the sealed test part once, at the end.')
    ];
  return openings > 1
    ? [note(`The test part ${wasOpened(openings)}; each look makes its score more hopeful.`, 'Confirm on new rows.')]
    : [];
};

const randomLabels: Look = ({ randomLabels: metric }, { run, metricName, evidence }) => {
  if (!run) return [];
  if (!isClaimable(metric))
    return [note('The same training on shuffled answers was not tried.', 'Run it in Evaluate: it must find nothing.')];
  if (evidence.chance === null) return [];
  const isSuspect = metricName.higherIsBetter ? metric.low > evidence.chance : metric.high < evidence.chance;
  const what = `On shuffled answers it still reaches ${withInterval(metric)}, where guessing gives ${score(evidence.chance)}.`;
  return isSuspect ? [stop(`${what} Something leaks.`, 'Look for a column that knows the answer, or for rows in two parts.')] : [];
};

const weakGroups: Look = (_facts, { evidence }) =>
  evidence.slices
    .filter(({ pValue }) => pValue < 0.05)
    .map(({ condition, rows, error, low, high }) =>
      note(
        `It errs more where ${named(condition, 90)}: error ${score(error)} (95 % interval ${score(low)} to ${score(high)}, ${counted(rows, 'row')}).`,
        'More rows of that kind, or a person to decide there.'
      )
    );

const ofOtherData: Look = ({ dataset }, { run, isOfCurrentData }) =>
  run && dataset && !isOfCurrentData
    ? [stop(`It was trained on another version of the data than the current one (version ${dataset.version}).`, 'Train again.')]
    : [];

const dataFindings: Look = ({ findings, dataset }) => {
  if (!dataset) return [];
  if (findings === null) return [note('The data were not looked through for leaks and faults.', 'Run the audit in Explore.')];
  return grave(findings).slice(0, 5).map(({ severity, message, hint }) => ({ weight: severity === 'blocker' ? 'grave' : 'note', what: named(message, 240), remedy: named(hint, 200) })); // prettier-ignore
};

const personalData: Look = ({ privacy, dataset }) => {
  if (!dataset) return [];
  if (privacy === null) return [note('The columns were not scanned for personal data.', 'Run the scan in Govern.')];
  return grave(privacy)
    .slice(0, 3)
    .map(({ message, hint }) => note(named(message, 240), named(hint, 200)));
};

const byGroup: Look = (facts, { run }) => {
  const sensitive = sensitiveColumns(facts);
  if (!run || sensitive.length === 0) return [];
  if (!facts.fairness)
    return [
      note(`How it does by ${listedNames(sensitive.map((name) => named(name, 30)))} is not recorded.`, 'Look at fairness in Evaluate.')
    ];
  return Object.entries(facts.fairness.gaps)
    .filter(([, gap]) => isClaimable(gap) && (gap.low > 0 || gap.high < 0))
    .map(([key, gap]) => {
      const { column, measure } = gapName(key);
      return note(
        `The groups of ${column} differ in the ${measure}, by ${withInterval(gap)}.`,
        'Decide whether that is fair, and mitigate or explain it.'
      );
    });
};

const releaseChecks: Look = ({ version }, { run }) => {
  if (!version)
    return run ? [note('No version is registered, so the checks before a release were not run.', 'Register it in Package.')] : [];
  return failedOf(version.checks).map((check) => stop(failedCheck(check), 'Mend it before release.'));
};

/** How far the bar was missed is told by a concern of its own. */
const failedCheck = ({ name, detail }: { readonly name: string; readonly detail: string }): string =>
  `The check ${quoted(named(name))} has not passed${name === BAR_CHECK ? '.' : `: ${named(detail, 200)}`}`;

const inUse: Look = ({ deployments, monitor }) => {
  if (deployments.length === 0) return [];
  if (!monitor || monitor.rows === 0) return [note('It answers requests, but no watch over them is recorded.', 'Open Monitor.')];
  const drift = monitor.drifted.length === 0 ? [] : [note(`${counted(monitor.drifted.length, 'column')} drifted since training: ${listedNames(monitor.drifted.map((name) => named(name, 30)))}.`, 'Find the cause; train again if the change stays.')]; // prettier-ignore
  const errors = monitor.errors > 0 ? [note(`${counted(monitor.errors, 'request')} of ${monitor.requests} went wrong.`, 'Read their reasons in the log.')] : []; // prettier-ignore
  return [...drift, ...errors, ...monitor.alerts.slice(0, 3).map((alert) => stop(named(alert, 200), 'Follow the runbook.'))];
};

const records: Look = ({ audit, requests }) => [
  ...(audit.isWhole
    ? []
    : [stop('The audit log has been changed: an entry does not follow from the one before.', 'Restore the project from an archive.')]),
  ...(requests.foreign > 0
    ? [stop(`${counted(requests.foreign, 'request')} went elsewhere since the app was opened.`, 'See the list in Govern.')]
    : [])
];

const madeUp: Look = ({ dataset }, { run }) => [
  ...(run?.isOnSynthetic ? [stop(SYNTHETIC_ROWS, 'Judge it on real rows before anything hangs on it.')] : []),
  ...(dataset?.synthetic ? [note(NO_GUARANTEE, 'Handle the rows as personal data where the real ones are.')] : [])
];

const looks: readonly Look[] = [madeUp, againstBaseline, againstBar, testPart, randomLabels, releaseChecks, ofOtherData, weakGroups, dataFindings, personalData, byGroup, inUse, records]; // prettier-ignore

/** Columns named as sensitive, by the problem or by their role. */
export function sensitiveColumns({ problem, dataset }: ReportFacts): string[] {
  const asked = problem?.['sensitive'];
  const chosen = Array.isArray(asked) ? asked.filter((entry): entry is string => typeof entry === 'string') : [];
  const byRole = (dataset?.columns ?? []).filter(({ role }) => role === 'sensitive').map(({ name }) => name);
  return [...new Set([...chosen, ...byRole])];
}
