import { termsOf, tightestBudget, withTerms } from '../../core/data-terms.ts';
import { askInvalid, budgetExhausted } from '../../core/errors/protecting.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { lineageOf, lineagesBehind } from '../../core/lineage.ts';
import { spentOf, USUAL_BUDGET, type PrivacyBudget, type PrivateAsk } from '../../core/private-ask.ts';
import type { Column } from '../../core/table.ts';
import { quoted } from '../../core/words.ts';
import { answerPrivately, type PrivateAnswer } from '../../stages/govern/private/summaries.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { ProjectRecord } from '../../storage/records/project.ts';
import type { Storage } from '../../storage/storage.ts';
import type { ProtectingServices } from '../services.ts';

export interface PrivateJob {
  readonly datasetId: string;
  readonly ask: PrivateAsk;
  readonly epsilon: number;
  /** 0 = Laplace noise; above it Gaussian. */
  readonly delta: number;
}

export interface PaidAnswer extends PrivateAnswer {
  readonly budget: PrivacyBudget;
}

/**
 * A summary with noise, paid from the budget of the dataset, whose versions all speak of the same people, and of those it was made from. Paid first,
 * so that no answer is ever for nothing. One row counts as one person.
 * @throws LatheError `ask-invalid`, `column-not-found`, `budget-exhausted`
 */
export async function summarisePrivately(job: PrivateJob, { storage, now, randomBytes }: ProtectingServices): Promise<PaidAnswer> {
  const dataset = await storage.datasets.get(job.datasetId);
  checkAsk(job, dataset);
  const what = job.ask.kind === 'count' ? 'count' : `${job.ask.kind} of ${quoted(job.ask.column)}`;
  const cost = { epsilon: job.epsilon, delta: job.delta };
  const payers = lineagesBehind(dataset, await storage.datasets.list(dataset.projectId));
  const { dataTerms } = await storage.projects.update(dataset.projectId, (project) =>
    payers.reduce((paying, lineage) => paid(paying, lineage, { ...cost, at: now(), what }), project)
  );
  const answer = answerPrivately(job.ask, await columnOf(job.ask, dataset, storage), dataset.rows, cost, randomBytes);
  const said = `${what}, epsilon ${job.epsilon}${job.delta > 0 ? `, delta ${job.delta}` : ''}, version ${dataset.version}`;
  await storage.audit.append(dataset.projectId, now(), 'private-summary', said);
  return { ...answer, budget: tightestBudget(dataTerms, payers).budget };
}

/** @throws LatheError `budget-exhausted` */
function paid(project: ProjectRecord, name: string, entry: PrivacyBudget['spent'][number]): ProjectRecord {
  const terms = termsOf(project.dataTerms, name);
  const budget = terms.budget ?? USUAL_BUDGET;
  const spent = spentOf(budget);
  const rounding = 1e-12;
  if (spent.epsilon + entry.epsilon > budget.epsilon + rounding)
    throw budgetExhausted('epsilon', budget.epsilon, spent.epsilon, entry.epsilon, name);
  if (spent.delta + entry.delta > budget.delta + rounding * budget.delta)
    throw budgetExhausted('delta', budget.delta, spent.delta, entry.delta, name);
  return { ...project, dataTerms: withTerms(project.dataTerms, { ...terms, budget: { ...budget, spent: [...budget.spent, entry] } }) };
}

const MOST_BINS = 1000;

function checkAsk({ ask, epsilon, delta }: PrivateJob, dataset: DatasetRecord): void {
  if (!(epsilon >= 0.001 && epsilon <= 100)) throw askInvalid('epsilon must be from 0.001 to 100', 'Small is private: 0.1 to 1 is usual.');
  if (!(delta === 0 || (delta > 0 && delta <= 0.01)))
    throw askInvalid('delta must be 0, or at most 0.01', 'Less than 1 by the number of rows is usual.');
  if (ask.kind === 'count') return;
  const column = dataset.columns.find(({ name }) => name === ask.column);
  if (!column || column.kind === 'image')
    throw columnNotFound(
      ask.column,
      dataset.columns.map(({ name }) => name)
    );
  if (ask.kind === 'levels') {
    if (ask.labels.length < 1 || ask.labels.length > MOST_BINS)
      throw askInvalid(`name 1 to ${MOST_BINS} values`, 'Name the values you expect: taken from the data they would tell who is in it.');
    return;
  }
  if (column.kind !== 'number')
    throw askInvalid(`${quoted(ask.column)} holds no numbers`, 'Ask for the rows of some of its values instead.');
  if (!(Number.isFinite(ask.lowest) && Number.isFinite(ask.highest) && ask.lowest < ask.highest))
    throw askInvalid(
      'the lowest value must be below the highest',
      'Give bounds you know without looking at the data: an age lies between 0 and 120.'
    );
  if (ask.kind === 'histogram' && !(Number.isInteger(ask.bins) && ask.bins >= 1 && ask.bins <= MOST_BINS))
    throw askInvalid(`bins must be 1 to ${MOST_BINS}`, 'Ten are usual.');
}

async function columnOf(ask: PrivateAsk, dataset: DatasetRecord, storage: Storage): Promise<Column | null> {
  return ask.kind === 'count' ? null : (await storage.datasets.readTable(dataset.id, [ask.column])).columns[0]!;
}

/**
 * How much may be spent in all on a table, whichever version of it is named. What was spent stays spent.
 * @throws LatheError `ask-invalid`
 */
export async function setBudget(
  { datasetId, epsilon }: { readonly datasetId: string; readonly epsilon: number },
  { storage, now }: ProtectingServices
): Promise<PrivacyBudget> {
  if (!(epsilon > 0 && epsilon <= 100))
    throw askInvalid('the budget must be above 0 and at most 100', 'Small is private: 1 is usual for all answers together.');
  const dataset = await storage.datasets.get(datasetId);
  const { projectId } = dataset;
  const lineage = lineageOf(dataset);
  const { dataTerms } = await storage.projects.update(projectId, (project) => {
    const terms = termsOf(project.dataTerms, lineage);
    return { ...project, dataTerms: withTerms(project.dataTerms, { ...terms, budget: { ...(terms.budget ?? USUAL_BUDGET), epsilon } }) };
  });
  await storage.audit.append(projectId, now(), 'privacy-budget-set', `${quoted(lineage)}: epsilon ${epsilon}`);
  return termsOf(dataTerms, lineage).budget!;
}
