import { judgeScore } from '../../../core/bar.ts';
import { brief, counted, listed, listedNames } from '../../../core/words.ts';
import type { ReportFacts } from '../report-facts.ts';
import { metricNameOf, partsMeasured, scoresOn, type Subject } from '../subject.ts';
import { isClaimable, msOf, named, withInterval } from '../words.ts';
import { byChecks, CHECKS, fails, outsideRecords, passes, unknown, type AuditAnswer, type AuditQuestion } from './question-type.ts';

const ask = (id: string, question: string, answer: AuditQuestion['answer']): AuditQuestion => ({
  id,
  section: 'monitoring',
  question,
  answer
});

export const monitoringQuestions: readonly AuditQuestion[] = [
  ask(
    'monitor-sources',
    'Is somebody told when a source of the data changes?',
    outsideRecords('Who is told of changes outside the app is not recorded.')
  ),
  ask('monitor-inputs', 'Do served rows look like the training rows?', inputs),
  ask('monitor-skew', 'Do training and serving compute the same features?', (facts) =>
    byChecks(facts, [CHECKS.roundTrip, CHECKS.singleRow])
  ),
  ask('monitor-stale', 'Is the model not too old for its data?', stale),
  ask('monitor-numbers', 'Are the numbers sound: nothing infinite, nothing that is no number?', sound),
  ask('monitor-speed', 'Is it as fast as it has to be?', speed),
  ask('monitor-quality', 'Is it as good in use as it has to be?', inUse)
];

function inputs({ monitor }: ReportFacts): AuditAnswer {
  if (!monitor || monitor.rows === 0 || monitor.drift.length === 0) return unknown('No served rows were looked at.');
  const judged = monitor.drift.filter(({ pValue }) => Number.isFinite(pValue));
  if (judged.length === 0) return unknown(`Too few rows (${monitor.rows}) to compare any column.`);
  if (monitor.drifted.length > 0)
    return fails(`Drifted over ${counted(monitor.rows, 'row')}: ${listedNames(monitor.drifted.map((name) => named(name)))}.`);
  return passes(`None of ${counted(judged.length, 'column')} drifted over ${counted(monitor.rows, 'row')}.`);
}

function stale({ monitor, dataset }: ReportFacts, { run, isOfCurrentData }: Subject): AuditAnswer {
  if (!run || !dataset) return unknown('Nothing is trained yet.');
  if (!isOfCurrentData) return fails(`There is a newer version of the data (${dataset.version}) than it was trained on.`);
  if (!monitor || monitor.rows === 0)
    return unknown('It was trained on the current version of the data, but no served rows were looked at.');
  if (monitor.drifted.length > 0)
    return fails(`Served rows have drifted since training: ${listedNames(monitor.drifted.map((name) => named(name)))}.`);
  return passes('It was trained on the current version of the data, and served rows have not drifted.');
}

function sound(facts: ReportFacts, { run, evidence }: Subject): AuditAnswer {
  if (!run) return unknown('Nothing is trained yet.');
  if (evidence.learning === 'diverged') return fails('Its loss left the numbers during training.');
  const scores = partsMeasured(facts, run).flatMap((part) => scoresOn(facts, run, part));
  if (scores.length === 0) return unknown('No score is recorded.');
  const broken = scores.filter(([, { value }]) => !Number.isFinite(value));
  if (broken.length > 0) return fails(`Not a number: ${listed([...new Set(broken.map(([id]) => metricNameOf(facts, id).label))])}.`);
  return passes(`All ${counted(scores.length, 'score')} are numbers, and the loss did not diverge.`);
}

function speed({ monitor, problem }: ReportFacts): AuditAnswer {
  const limit = problem?.['latencyMs'];
  if (typeof limit !== 'number') return unknown('No limit is set in Problem.');
  if (!monitor || !Number.isFinite(monitor.p95Ms)) return unknown('No request was answered in the window looked at.');
  const said = `95 of 100 answers took at most ${msOf(monitor.p95Ms)} over ${counted(monitor.requests, 'request')}; the limit is ${msOf(limit)}.`;
  return monitor.p95Ms <= limit ? passes(said) : fails(said);
}

function inUse({ monitor }: ReportFacts, { bar, metricId, metricName }: Subject): AuditAnswer {
  const served = monitor?.performance?.[metricId];
  if (!isClaimable(served)) return unknown('No true answers with an interval have come in from use.');
  if (!bar) return unknown('No bar is set in Problem.');
  const said = `${metricName.label} in use is ${withInterval(served)}; the bar is ${brief(bar.value)}.`;
  return judgeScore(bar.value, served, metricName.higherIsBetter) === 'met' ? passes(said) : fails(said);
}
