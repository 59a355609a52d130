import { budgetOf, termsOf, tightestOf, withTerms } from '../../core/data-terms.ts';
import { askInvalid, budgetExhausted } from '../../core/errors/protecting.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { lineageOf } from '../../core/lineage.ts';
import { spentOf, type PrivacyBudget, type PrivateAsk } from '../../core/private-ask.ts';
import type { Column } from '../../core/table.ts';
import { quoted } from '../../core/words.ts';
import { answerPrivately, type PrivateAnswer } from '../../stages/govern/private/summaries.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { ProjectRecord } from '../../storage/records/project.ts';
import type { Storage } from '../../storage/storage.ts';
import { tablesWithTerms, type TableBehind } from '../../storage/tables-behind.ts';
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
 * A summary with noise, paid from the budget of the dataset, whose versions all speak of the same people, and of those it was made from, in whichever
 * project they are. Paid first, so that no answer is ever for nothing. One row counts as one person.
 * @throws LatheError `ask-invalid`, `column-not-found`, `budget-exhausted`
 */
export async function summarisePrivately(job: PrivateJob, { storage, now, randomBytes }: ProtectingServices): Promise<PaidAnswer> {
  const dataset = await storage.datasets.get(job.datasetId);
  checkAsk(job, dataset);
  const what = job.ask.kind === 'count' ? 'count' : `${job.ask.kind} of ${quoted(job.ask.column)}`;
  const cost = { epsilon: job.epsilon, delta: job.delta };
  await payFor(dataset, { ...cost, at: now(), what }, storage);
  const answer = answerPrivately(job.ask, await columnOf(job.ask, dataset, storage), dataset.rows, cost, randomBytes);
  const said = `${what}, epsilon ${job.epsilon}${job.delta > 0 ? `, delta ${job.delta}` : ''}, version ${dataset.version}`;
  await storage.audit.append(dataset.projectId, now(), 'private-summary', said);
  return {
    ...answer,
    budget: tightestOf((await tablesWithTerms(dataset, storage)).map(({ terms }) => ({ budget: budgetOf(terms) }))).budget
  };
}

type Payment = PrivacyBudget['spent'][number];

/** All can pay before any of them does, so that none pays for an answer that another refuses. @throws LatheError `budget-exhausted` */
async function payFor(dataset: DatasetRecord, entry: Payment, storage: Storage): Promise<void> {
  const payers = new Map<string, TableBehind[]>();
  for (const table of await tablesWithTerms(dataset, storage)) payers.set(table.projectId, [...(payers.get(table.projectId) ?? []), table]);
  const pay = (project: ProjectRecord) => payers.get(project.id)!.reduce((paying, table) => paid(paying, table, dataset, entry), project);
  for (const id of payers.keys()) pay(await storage.projects.get(id));
  for (const id of payers.keys()) await storage.projects.update(id, pay);
}

/** @throws LatheError `budget-exhausted` */
function paid(project: ProjectRecord, { lineage, projectName }: TableBehind, of: DatasetRecord, entry: Payment): ProjectRecord {
  const name = project.id === of.projectId ? lineage : `${lineage} (${projectName})`;
  const terms = termsOf(project.dataTerms, lineage);
  const budget = budgetOf(terms);
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
    return { ...project, dataTerms: withTerms(project.dataTerms, { ...terms, budget: { ...budgetOf(terms), epsilon } }) };
  });
  await storage.audit.append(projectId, now(), 'privacy-budget-set', `${quoted(lineage)}: epsilon ${epsilon}`);
  return termsOf(dataTerms, lineage).budget!;
}
