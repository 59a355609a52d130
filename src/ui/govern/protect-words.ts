import { spentOf } from '../../core/private-ask.ts';
import { counted, grouped, listed, listedNames, percent, quoted } from '../../core/words.ts';
import type { PersonTrace } from '../../core/person-trace.ts';
import type { CoarserPlan, PrivacyBudget, Protected, ReidentificationRisk } from '../../app/api/protecting.ts';
import { formatNumber, formatShare } from '../../charts/format.ts';

/** What a protection cost and what it does not reach, in two sentences. */
export function protectedWords({ dataset, lost, stillHeld }: Protected): string {
  const changes = lost.map(({ column, before, after }) =>
    after === null
      ? `${quoted(column)} is gone (${counted(before, 'different value')} before)`
      : `${quoted(column)} has ${counted(after, 'different value')}, ${grouped(before)} before`
  );
  return `Version ${dataset.version} is made: ${listed(changes)}. ${stillHeldWords(stillHeld)}`;
}

function stillHeldWords({ versions, runs, packages }: Protected['stillHeld']): string {
  const holders = [
    ...(versions.length > 0 ? [`${versions.length === 1 ? 'version' : 'versions'} ${listed(versions.map(String))}`] : []),
    ...(runs > 0 ? [`${counted(runs, 'model')} trained before${packages.length > 0 ? ` (as ${listed(packages)} too)` : ''}`] : [])
  ];
  if (holders.length === 0) return 'Nothing made before holds the values.';
  return `What was made before still holds the values: ${listed(holders)}.`;
}

/** How well rows are hidden, said about the one hidden least. */
export function riskSentence({ rows, columns, smallestGroup, highest, shareAbove, threshold }: ReidentificationRisk): string {
  if (rows === 0) return 'There are no rows.';
  if (columns.length === 0) return 'No column is chosen that an outsider may know.';
  const who =
    smallestGroup === 1
      ? `Somebody who knows ${listedNames(columns)} of a person finds at least one row for sure`
      : `Somebody who knows ${listedNames(columns)} of a person finds the right row with a chance of ${percent(highest)} at most`;
  const above =
    shareAbove === 0
      ? `no row has a chance above ${percent(threshold)}`
      : `${percent(shareAbove)} of the rows have a chance above ${percent(threshold)}`;
  return `${who} (k = ${grouped(smallestGroup)}); ${above}.`;
}

/** The figures behind the sentence. */
export function riskFacts({ groups, average, sensitive }: ReidentificationRisk): { name: string; value: string; note: string }[] {
  const facts = [
    {
      name: 'Average chance',
      value: formatShare(average),
      note: `${formatNumber(groups)} groups of equal values; the chance for a row taken at random`
    }
  ];
  if (sensitive === null) return facts;
  const { column, distinct, entropy, closeness } = sensitive;
  return [
    ...facts,
    {
      name: 'l, different values',
      value: formatNumber(distinct),
      note:
        distinct === 1
          ? `in one group at least everybody has the same ${quoted(column)}: to know the group is to know it`
          : `of ${quoted(column)} in the group that has fewest`
    },
    {
      name: 'l, by entropy',
      value: formatNumber(Number(entropy.toPrecision(3))),
      note: 'as much doubt as so many equally likely values would leave'
    },
    {
      name: 't, distance',
      value: formatNumber(Number(closeness.toPrecision(2))),
      note: 'of a group from all rows, 0 to 1; below 0.2 little is learned'
    }
  ];
}

export const planWords = ({ before, after, k, steps }: CoarserPlan): string =>
  steps.length === 0
    ? `Every row shares its values with at least ${k - 1} others already.`
    : `k from ${grouped(before.smallestGroup)} to ${grouped(after.smallestGroup)}; rows with a chance above ${percent(before.threshold)}: ${percent(before.shareAbove)} before, ${percent(after.shareAbove)} after.`;

/** Where a person is, in a sentence. */
export function traceSentence({ versions, answers, quarantined }: PersonTrace): string {
  if (versions.length === 0 && answers.length === 0)
    return 'Nobody with this value was found in any version of the data, nor in any log. It has to be written as it stands in the table.';
  const rows = versions
    .filter(({ rows: count }) => count > 0)
    .map(({ version, rows: count }) => `${counted(count, 'row')} of version ${version}`);
  const logged = answers.map(({ deployment, rows: count }) => `${counted(count, 'answer')} logged by ${quoted(deployment)}`);
  const aside = quarantined === 0 ? [] : [`${counted(quarantined, 'record')} that imports set aside`];
  return `Found in ${listed([...rows, ...logged, ...aside], 8)}.`;
}

/** What an erasure does not reach, and what it breaks; said before and after. */
export function traceLimits({ versions, runs, summed, lost, elsewhere, auditMentions }: PersonTrace): string[] {
  const which = (numbers: readonly number[]) => `${numbers.length === 1 ? 'Version' : 'Versions'} ${listed(numbers.map(String))}`;
  return [
    ...(runs.length > 0
      ? [
          `${counted(runs.length, 'run')} saw the rows and cannot be replayed any more; the models still hold what they learned: train again.`
        ]
      : []),
    ...(versions.length > 0 ? ['Versions keep their numbers and get other fingerprints: what was measured on them is measured anew.'] : []),
    ...(summed.length > 0
      ? [`${which(summed)} may hold sums or means over the rows, which stay. Make ${summed.length === 1 ? 'it' : 'them'} anew.`]
      : []),
    ...(lost.length > 0
      ? [
          `${which(lost)} cannot be followed (a key or a table it was made with is gone) and may hold the rows. Remove ${lost.length === 1 ? 'it' : 'them'}.`
        ]
      : []),
    ...elsewhere.map(elsewhereWords),
    ...(auditMentions > 0
      ? [
          `${counted(auditMentions, 'entry', 'entries')} of the audit log ${auditMentions === 1 ? 'names' : 'name'} the value, and the log cannot be changed without breaking it.`
        ]
      : []),
    'Files saved before, project files and exported models among them, are beyond reach.'
  ];
}

function elsewhereWords({ name, isMadeFrom, columns }: PersonTrace['elsewhere'][number]): string {
  const holds = columns.length === 0 ? '' : `holds the same value in ${listedNames(columns)}`;
  const why = [isMadeFrom ? 'has a version made from these rows' : '', holds].filter((part) => part !== '').join(' and ');
  return `Not touched: the project ${quoted(name)} ${why}. ${isMadeFrom ? 'Erase there too.' : 'Erase there too if it is the same person.'}`;
}

export function erasureConsequence(trace: PersonTrace): string {
  const rows = trace.versions.reduce((sum, version) => sum + version.rows, 0);
  const answers = trace.answers.reduce((sum, entry) => sum + entry.rows, 0);
  const aside = trace.quarantined === 0 ? '' : ` and ${counted(trace.quarantined, 'record')} set aside`;
  const models = trace.runs.length === 0 ? '' : ` ${counted(trace.runs.length, 'run')} cannot be replayed afterwards.`;
  return `${counted(rows, 'row')} of ${counted(trace.versions.length, 'version')} and ${counted(answers, 'logged answer')}${aside} go for good.${models} There is no way back.`;
}

/** What a model saw, for the list. */
export const sawWords = ({ learned, judged }: PersonTrace['runs'][number]): string =>
  listed([...(learned > 0 ? [`learned from ${grouped(learned)}`] : []), ...(judged > 0 ? [`chosen or judged by ${grouped(judged)}`] : [])]);

export function budgetWords(budget: PrivacyBudget, dataset: string): string {
  const spent = Number(spentOf(budget).epsilon.toPrecision(4));
  const left = Number(Math.max(0, budget.epsilon - spent).toPrecision(4));
  return `${spent} of epsilon ${budget.epsilon} is spent on ${counted(budget.spent.length, 'answer')}; ${left} is left for all versions of ${quoted(dataset)} together.`;
}
