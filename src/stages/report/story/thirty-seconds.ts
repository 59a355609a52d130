import type { BarVerdict } from '../../../core/bar.ts';
import { brief, counted, listed, listedNames } from '../../../core/words.ts';
import { concernsOf } from '../concerns.ts';
import { aimOf, fromWhat } from '../phrases.ts';
import type { ReportFacts } from '../report-facts.ts';
import { grave, sayPart, type Subject } from '../subject.ts';
import { named, sentence, spoken, wasOpened } from '../words.ts';

/** What a person says in half a minute. */
const MOST_WORDS = 85;

/** A sentence, and how soon it is left out when time is short: 1 stays longest. */
interface Said {
  readonly text: string;
  readonly rank: number;
}

const say = (rank: number, text: string | null): Said[] => (text === null ? [] : [{ rank, text: sentence(text) }]);

/** The project as one would tell it aloud, from its records: what, how good, against what, what speaks against it, and where it stands. */
export function thirtySeconds(facts: ReportFacts, subject: Subject): string {
  const said = subject.run ? ofModel(facts, subject) : beforeModel(facts);
  return fitted(said)
    .map(({ text }) => text.replaceAll('!', '.'))
    .join(' ');
}

export const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

/** Leaves out the least important sentences until the rest can be said in time. */
function fitted(said: readonly Said[]): readonly Said[] {
  if (said.length <= 1 || wordsIn(said.map(({ text }) => text).join(' ')) <= MOST_WORDS) return said;
  const last = Math.max(...said.map(({ rank }) => rank));
  return fitted(said.filter(({ rank }) => rank !== last));
}

function beforeModel(facts: ReportFacts): Said[] {
  const { dataset, findings, projectName } = facts;
  const aim = aimOf(facts);
  const name = named(projectName, 40);
  const found = grave(findings).length;
  return [
    ...say(1, aim ? `${name} is to become a model that ${aim}${fromWhat(facts)}` : `${name} has no question yet: what is to be told, and what for, is not decided`),
    ...say(2, dataset ? `It has ${counted(dataset.rows, 'row')} in ${counted(dataset.columns.length, 'column')}` : 'There are no data in it yet'),
    ...say(4, dataset && findings ? (found === 0 ? 'The audit found nothing in them that must be mended' : `The audit found ${counted(found, 'thing')} in them to look at`) : null),
    ...say(5, dataset && !findings ? 'They were not looked through for leaks and faults yet' : null),
    ...say(1, 'Nothing is trained, so how good it can be is not known yet'),
    ...say(3, nextStep(facts, aim))
  ]; // prettier-ignore
}

function nextStep({ dataset, split }: ReportFacts, aim: string | null): string {
  if (!dataset) return 'The next step is to import a file';
  if (!aim) return 'The next step is to name the column to be predicted';
  return split
    ? 'The next step is to train a baseline, and then a model that has to beat it'
    : 'The next step is to divide the rows and put a test part under seal';
}

function ofModel(facts: ReportFacts, subject: Subject): Said[] {
  const { run, headline, metricName, rivalry } = subject;
  const aim = aimOf(facts);
  const trained = facts.split?.hash === run!.splitHash ? facts.split.rows['train'] : undefined;
  const rows = trained === undefined ? '' : `, learned from ${counted(trained, 'row')}`;
  const how = headline
    ? `${metricName.label} is ${spoken(headline.metric)}, on ${counted(headline.metric.n, 'row')} of ${sayPart(headline.part)}`
    : 'How good it is was not measured with an interval yet';
  return [
    ...say(1, `${named(facts.projectName, 40)} ${aim ?? 'has a model'}${fromWhat(facts)}${rows}, with ${named(run!.label, 40)}`),
    ...say(1, how),
    ...say(3, rivalry ? `The baseline reaches ${spoken(rivalry.baseline)}` : 'It was not held against a baseline'),
    ...say(2, barSaid(subject)),
    ...say(6, headline && facts.split ? `The test part ${wasOpened(facts.split.testOpenings)}` : null),
    ...say(4, concernSaid(facts, subject)),
    ...say(5, whereItStands(facts))
  ];
}

function barSaid({ bar }: Subject): string | null {
  if (!bar) return 'How good is good enough was never said';
  if (bar.verdict === null) return null;
  const verdicts: Readonly<Record<BarVerdict, string>> = {
    met: 'is met',
    'reached, not surely': 'is reached, but not surely',
    'not met': 'is not met',
    'set after training': 'was set after training, so it proves nothing'
  };
  return `The bar of ${brief(bar.value)} ${verdicts[bar.verdict]}`;
}

/** The gravest thing that was not said already, when it is short enough to be heard. */
function concernSaid(facts: ReportFacts, subject: Subject): string | null {
  const said = /\b(bar|baseline|drift)/i;
  return concernsOf(facts, subject).find(({ what }) => !said.test(what) && wordsIn(what) <= 25)?.what ?? null;
}

function whereItStands({ version, deployments, monitor }: ReportFacts): string {
  if (deployments.length === 0) return version ? `Version ${version.version} is registered, and not in use yet` : 'It is not released yet';
  const name = `It answers as ${listed(deployments.map((deployment) => named(deployment.name, 30)), 3)}`; // prettier-ignore
  if (!monitor || monitor.rows === 0) return `${name}, unwatched so far`;
  if (monitor.drifted.length === 0) return `${name}, and over ${counted(monitor.rows, 'served row')} nothing has drifted`;
  return `${name}, and over ${counted(monitor.rows, 'served row')} ${listedNames(monitor.drifted.map((column) => named(column, 30)), 3)} drifted`; // prettier-ignore
}
