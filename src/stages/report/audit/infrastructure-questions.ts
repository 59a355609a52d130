import { counted, listed, listedNames } from '../../../core/words.ts';
import type { ReportFacts } from '../report-facts.ts';
import type { Subject } from '../subject.ts';
import { named } from '../words.ts';
import { byChecks, CHECKS, fails, outsideRecords, passes, unknown, type AuditAnswer, type AuditQuestion } from './question-type.ts';

const ask = (id: string, question: string, answer: AuditQuestion['answer']): AuditQuestion => ({
  id,
  section: 'infrastructure',
  question,
  answer
});

export const infrastructureQuestions: readonly AuditQuestion[] = [
  ask('infra-reproducible', 'Does training again give the same model?', reproducible),
  ask(
    'infra-unit',
    'Is the code of the model tested on its own?',
    outsideRecords('The app’s own tests are not among a project’s records.')
  ),
  ask('infra-whole', 'Is the whole chain from rows to answers tested?', (facts) => byChecks(facts, [CHECKS.roundTrip, CHECKS.again])),
  ask('infra-quality', 'Is quality checked before a model is served?', quality),
  ask(
    'infra-debug',
    'Can one row be followed through the model?',
    outsideRecords('The what-if editor does it; that somebody used it is not recorded.')
  ),
  ask('infra-canary', 'Does a new model see a share of the traffic before all of it?', canary),
  ask('infra-rollback', 'Can one go back to an earlier model quickly?', rollback)
];

/** The log says what a replay gave but not of which run, so it counts only when there is no other run it could have been. */
function reproducible({ audit, runs }: ReportFacts, { run }: Subject): AuditAnswer {
  if (!run) return unknown('Nothing is trained yet.');
  if (audit.lastReplay === null) return unknown('No run was replayed.');
  if (audit.lastReplay.startsWith('different')) return fails(`The last replay of a run came out ${named(audit.lastReplay, 160)}.`);
  const said = `The last replay of a run gave ${named(audit.lastReplay, 160)}`;
  return runs.length === 1 ? passes(`${said}.`) : unknown(`${said}; the log does not say which of ${counted(runs.length, 'run')} it was.`);
}

function quality(facts: ReportFacts, { bar }: Subject): AuditAnswer {
  const checks = byChecks(facts, [CHECKS.beatsBaseline, CHECKS.meetsBar]);
  if (checks.verdict === 'passed' && bar === null) return fails('It is held against the baseline, but no bar was set.');
  return checks;
}

function canary({ deployments }: ReportFacts): AuditAnswer {
  if (deployments.length === 0) return unknown('Nothing is deployed yet.');
  const shared = deployments.filter(({ split }) => split !== null);
  if (shared.length === 0) return fails('No deployment shares its traffic between two versions.');
  return passes(listed(shared.map(({ name, split }) => `${named(name)} with ${named(split!.model)} (${named(split!.mode)})`)));
}

function rollback({ deployments, versions }: ReportFacts): AuditAnswer {
  if (deployments.length === 0) return unknown('Nothing is deployed yet.');
  const stuck = deployments.filter(({ model, history }) => history.length < 2 && !hasEarlier(model, versions));
  if (stuck.length > 0) return fails(`Nothing to go back to for ${listedNames(stuck.map(({ name }) => named(name)))}.`);
  return passes('Every deployment had another model before, or has an earlier version to go back to.');
}

const hasEarlier = (model: string, versions: ReportFacts['versions']) =>
  versions.filter(({ name }) => name === model.replace(/[@:][^@:]*$/, '')).length > 1;
