import { gapLabel } from '../../../core/gap-name.ts';
import { counted, listed } from '../../../core/words.ts';
import { sensitiveColumns } from '../concerns.ts';
import { sayRivalry } from '../phrases.ts';
import type { ReportFacts } from '../report-facts.ts';
import type { Subject } from '../subject.ts';
import { isClaimable, named, sentence, withInterval } from '../words.ts';
import { fails, outsideRecords, passes, unknown, type AuditAnswer, type AuditQuestion } from './question-type.ts';

const ask = (id: string, question: string, answer: AuditQuestion['answer']): AuditQuestion => ({ id, section: 'model', question, answer });

export const modelQuestions: readonly AuditQuestion[] = [
  ask('model-reviewed', 'Was the specification of the model reviewed and kept?', kept),
  ask('model-metrics', 'Does the score before release agree with what is seen in use?', agrees),
  ask('model-tuned', 'Were the parameters tuned?', tuned),
  ask(
    'model-stale',
    'Is it known how fast the model ages?',
    outsideRecords('No comparison of models trained on older and newer data is recorded.')
  ),
  ask('model-simple', 'Is a simpler model no better?', simpler),
  ask('model-slices', 'Is it good enough on all important groups of rows?', slices),
  ask('model-inclusion', 'Was it tested for fairness?', fair)
];

function kept(_facts: ReportFacts, { run }: Subject): AuditAnswer {
  if (!run) return unknown('Nothing is trained yet.');
  return unknown('Data, recipe, parameters and seed are kept under their hashes; whether a person reviewed them is not recorded.');
}

function agrees({ monitor }: ReportFacts, { headline, metricId }: Subject): AuditAnswer {
  const served = monitor?.performance?.[metricId];
  if (!headline) return unknown('There is no score with an interval from before release.');
  if (!isClaimable(served)) return unknown('No true answers with an interval have come in from use.');
  const both = `${withInterval(headline.metric)} before release, ${withInterval(served)} in use`;
  const overlap = served.low <= headline.metric.high && headline.metric.low <= served.high;
  return overlap ? passes(`The intervals overlap: ${both}.`) : fails(`The intervals lie apart: ${both}.`);
}

/** Fewer settings than this are a look, not a search. */
const ENOUGH_SETTINGS = 10;

function tuned({ runs }: ReportFacts, { run }: Subject): AuditAnswer {
  if (!run) return unknown('Nothing is trained yet.');
  const settings = new Set(runs.filter(({ model }) => model === run.model).map(({ params }) => JSON.stringify(params)));
  const tried = `${counted(settings.size, 'setting')} of ${run.label} tried`;
  return settings.size >= ENOUGH_SETTINGS ? passes(`${tried}.`) : fails(`${tried}; ${ENOUGH_SETTINGS} are asked for here.`);
}

function simpler(_facts: ReportFacts, { run, rivalry }: Subject): AuditAnswer {
  if (!run) return unknown('Nothing is trained yet.');
  if (!rivalry) return unknown('No baseline was trained on the same data and split.');
  const said = sentence(sayRivalry(rivalry));
  return rivalry.verdict === 'better' ? passes(said) : fails(said);
}

function slices(_facts: ReportFacts, { evidence }: Subject): AuditAnswer {
  if (evidence.slicesTried === 0) return unknown('No groups of rows were looked at.');
  const weak = evidence.slices.filter(({ pValue }) => pValue < 0.05);
  const looked = `${counted(evidence.slicesTried, 'group')} looked at`;
  if (weak.length === 0) return passes(`${looked}; on none does it err more than chance allows.`);
  return fails(`${looked}; it errs more where ${listed(weak.map(({ condition }) => named(condition, 90)))}.`);
}

function fair(facts: ReportFacts): AuditAnswer {
  const sensitive = sensitiveColumns(facts);
  if (!facts.fairness) return unknown(sensitive.length === 0 ? 'No column is named as sensitive, and no look by group is recorded.' : 'No look by group is recorded.'); // prettier-ignore
  const gaps = Object.entries(facts.fairness.gaps).filter(([, gap]) => isClaimable(gap));
  if (gaps.length === 0) return unknown('No gap between groups has an interval.');
  const apart = gaps.filter(([, { low, high }]) => low > 0 || high < 0);
  if (apart.length === 0) return passes(`${counted(gaps.length, 'gap')} measured; none is surely other than nothing.`);
  return fails(`Groups differ: ${apart.map(([name, gap]) => `${gapLabel(name)} ${withInterval(gap)}`).join('; ')}.`);
}
