import { brief, counted, listedNames } from '../../core/words.ts';
import { aimOf, fromWhat, sayHeadline } from './phrases.ts';
import { sensitiveColumns } from './concerns.ts';
import type { ReportFacts } from './report-facts.ts';
import { featuresOf, type Subject } from './subject.ts';
import { named, sentences } from './words.ts';

/** Two sentences that open a document: what the model does, and how well as far as it is known. */
export function subjectSays(facts: ReportFacts, subject: Subject): string {
  const aim = aimOf(facts);
  if (!subject.run) return `${named(facts.projectName)} has no trained model yet${aim ? `; it is to be one that ${aim}` : ''}.`;
  const does = `${subject.run.label}${aim ? `: it ${aim}${fromWhat(facts)}` : ''}`;
  return sentences(does, sayHeadline(subject) ?? 'How well is not known yet, for no score with an interval was recorded');
}

/** Who should leave the model alone, from what the records hold. */
export function unsuitedFor(facts: ReportFacts, { run, bar, rivalry }: Subject): string[] {
  if (!run) return ['Everybody: there is no trained model yet.'];
  const { dataset } = facts;
  const sensitive = sensitiveColumns(facts);
  return [
    ...(dataset
      ? [`Anybody whose rows are not of the kind in ${named(dataset.name)} (${counted(dataset.rows, 'row')}): nothing is known of others.`]
      : []),
    ...(featuresOf(facts).length > 0
      ? [`Anybody who cannot give ${listedNames(featuresOf(facts).map(({ name }) => named(name, 30)))} as they were given in training.`]
      : []),
    ...(bar?.verdict === 'not met' ? [`Anybody who needs the bar of ${brief(bar.value)}: it is not met.`] : []),
    ...(rivalry && ['worse', 'not better'].includes(rivalry.verdict) ? ['Anybody who could use the baseline, which is as good.'] : []),
    ...(sensitive.length > 0 && !facts.fairness
      ? [`Anybody who decides about people: how it does by ${listedNames(sensitive.map((name) => named(name, 30)))} is not recorded.`]
      : []),
    'Anybody who would act on an answer alone where a wrong one does harm that cannot be undone.'
  ];
}
