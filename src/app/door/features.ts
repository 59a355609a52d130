import { columnNotFound } from '../../core/errors/tables.ts';
import { needsDataset, unknownId } from '../../core/errors/anywhere.ts';
import {
  featureInputMisfit,
  featureInputOther,
  featureInputsMissing,
  featureInUse,
  featureNeedsColumns,
  formulaColumnTaken
} from '../../core/errors/preparing.ts';
import { compileExpression } from '../../core/expression/compile.ts';
import { columnsOf } from '../../core/expression/program.ts';
import { typeWords, valueTypeOf } from '../../core/expression/syntax.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import { reachesModel } from '../../core/schema.ts';
import { fitOfInput } from '../../core/feature-input.ts';
import {
  featureAddress,
  featureAt,
  featureLabel,
  featureOfAddress,
  hashOfFeature,
  meaningOf,
  withColumns
} from '../../core/stored-feature.ts';
import type { Conversion } from '../../core/units.ts';
import { featuresUsed } from '../../storage/features.ts';
import type { StoredColumn } from '../../storage/records/dataset.ts';
import type { FeatureRecord } from '../../storage/records/feature.ts';
import type { ProjectRecord } from '../../storage/records/project.ts';
import type { FeatureVerbs, StoredFeature } from '../api/features.ts';
import type { RecipeVerbs } from '../api/preparing.ts';
import type { Services } from '../services.ts';

const quick = new AbortController().signal;

/** A new version where anything differs from the newest one; what is not said of it stays as it was. */
async function saveFeature(
  services: Services,
  projectId: string,
  { name: given, expression, ...said }: Parameters<FeatureVerbs['save']>[0]
): Promise<{ name: string; version: number }> {
  const { storage, now } = services;
  const name = given.trim() || expression;
  const same = newestOf(await storage.features.list(), name);
  const description = said.description ?? same?.description ?? '';
  const owner = said.owner ?? same?.owner ?? '';
  const feature = { ...(await checkedFeature(services, projectId, expression)), name, description, owner };
  if (same?.hash === feature.hash && same.description === description && same.owner === owner) return { name, version: same.version };
  const { version } = await storage.features.add({ ...feature, createdAt: now() });
  await storage.audit.append(projectId, now(), 'feature-saved', featureLabel({ name, version }));
  return { name, version };
}

/** Features of all projects, as one of them sees and uses them. */
export function featureVerbs(services: Services, projectId: string, recipe: Pick<RecipeVerbs, 'set'>): FeatureVerbs {
  const { storage, reader, now } = services;
  const list = async () => listed(await storage.features.list(), await storage.projects.list());
  const told = async (name: string, version: number) =>
    (await list()).find((feature) => feature.name === name && feature.version === version)!;
  return {
    list,
    async save(asked) {
      const { name, version } = await saveFeature(services, projectId, asked);
      return told(name, version);
    },
    async use(name, { version, columns = {}, as } = {}) {
      const feature = findFeature(await storage.features.list(), name, version);
      const step = stepOf(feature, await modelColumns(services, projectId), columns, as ?? name);
      await refuseTaken(services, projectId, as ?? name);
      const { recipe: own } = await storage.projects.get(projectId);
      const steps = own
        ? placed(own, step, name)
        : (await reader.run(quick, (api) => api.suggestRecipe({ projectId, model: null, first: [step] }))).steps;
      await recipe.set(steps);
      return steps;
    },
    async used() {
      const features = await storage.features.list();
      return ((await storage.projects.get(projectId)).recipe ?? []).flatMap((step) => usedFeature(step, features));
    },
    async remove(name, version, { evenIfUsed = false } = {}) {
      const { usedBy } = (await told(name, version)) ?? { usedBy: [] };
      if (!evenIfUsed) refuseIfUsed(featureLabel({ name, version }), usedBy);
      await storage.features.remove(name, version);
      await storage.audit.append(projectId, now(), 'feature-removed', featureLabel({ name, version }));
    }
  };
}

function refuseIfUsed(address: string, usedBy: StoredFeature['usedBy']): void {
  const names = usedBy.map(({ name }) => name);
  if (names.length > 0) throw featureInUse(address, names);
}

const newestOf = (features: readonly FeatureRecord[], name: string): FeatureRecord | undefined =>
  features.filter((feature) => feature.name === name).sort((a, b) => b.version - a.version)[0];

function listed(features: readonly FeatureRecord[], projects: readonly ProjectRecord[]): StoredFeature[] {
  const uses = projects.map(({ id, name, recipe }) => ({ id, name, used: featuresUsed([recipe], features) }));
  return features
    .map((feature): StoredFeature => {
      const usedBy = uses.flatMap(({ id, name, used }) => (used.has(feature) ? [{ id, name }] : []));
      const inputs = feature.inputs.map((input) => ({ ...input }));
      return { ...feature, inputs, isNewest: newestOf(features, feature.name) === feature, usedBy };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : b.version - a.version));
}

interface OwnColumns {
  readonly columns: readonly StoredColumn[];
  readonly target: string | undefined;
}

async function ownColumns({ storage }: Services, projectId: string): Promise<OwnColumns> {
  const { datasetId, problem } = await storage.projects.get(projectId);
  if (datasetId === null) throw needsDataset();
  const { columns } = await storage.datasets.get(datasetId);
  return { columns, target: problem?.target ?? columns.find(({ role }) => role === 'target')?.name };
}

/** The columns that may reach a model: the target is none of them, so that no feature can be worked out from it. */
async function modelColumns(services: Services, projectId: string): Promise<readonly StoredColumn[]> {
  const { columns, target } = await ownColumns(services, projectId);
  return columns.filter((column) => reachesModel(column, target));
}

/** A feature may take the place of a column that is ignored, and of no other: a model's column called as the target would pass for it. */
async function refuseTaken(services: Services, projectId: string, name: string): Promise<void> {
  const { columns, target } = await ownColumns(services, projectId);
  const taken = columns.find((column) => column.name === name);
  if (name === target || (taken && taken.role !== 'ignore')) throw formulaColumnTaken(name);
}

async function checkedFeature(
  services: Services,
  projectId: string,
  expression: string
): Promise<Omit<FeatureRecord, 'version' | 'name' | 'description' | 'owner' | 'createdAt'>> {
  const columns = await modelColumns(services, projectId);
  const { program, type } = compileExpression(expression, columns);
  const inputs = [...columnsOf(program)].map(([name, of]) => ({
    ...{ name, type: of },
    ...meaningOf(columns.find((column) => column.name === name)!)
  }));
  if (inputs.length === 0) throw featureNeedsColumns(expression);
  const project = await services.storage.projects.get(projectId);
  const dataset = await services.storage.datasets.get(project.datasetId!);
  const definition = { expression, inputs, type };
  return {
    ...definition,
    hash: await hashOfFeature(definition),
    from: { projectId, projectName: project.name, datasetHash: dataset.hash }
  };
}

function findFeature(features: readonly FeatureRecord[], name: string, version: number | undefined): FeatureRecord {
  const found = version === undefined ? newestOf(features, name) : features.find((one) => one.name === name && one.version === version);
  const known = features.map(featureLabel);
  if (!found) throw unknownId('stored feature', version === undefined ? name : featureLabel({ name, version }), known);
  return found;
}

/** The recipe step that works a feature out from this project's columns. */
function stepOf(
  feature: FeatureRecord,
  columns: readonly StoredColumn[],
  chosen: Readonly<Record<string, string>>,
  as: string
): RecipeStep {
  const known = columns.map((column) => column.name);
  const standing = feature.inputs.map((input) => ({ input, column: Object.hasOwn(chosen, input.name) ? chosen[input.name]! : input.name }));
  for (const column of Object.values(chosen)) if (!known.includes(column)) throw columnNotFound(column, known);
  const missing = standing.filter(({ column }) => !known.includes(column));
  if (missing.length > 0)
    throw featureInputsMissing(
      feature.name,
      missing.map(({ input }) => input.name),
      known
    );
  const conversions = new Map<string, Conversion>();
  for (const { input, column } of standing) {
    const own = columns.find(({ name }) => name === column)!;
    if (valueTypeOf(own.type) !== input.type) throw featureInputMisfit(feature.name, input.name, typeWords[input.type], column, own.type);
    const fit = fitOfInput(input, own);
    if (fit.kind === 'refused') throw featureInputOther(feature.name, input.name, column, fit);
    if (fit.kind === 'converted') conversions.set(input.name, fit.conversion);
  }
  const names = Object.fromEntries(standing.map(({ input, column }) => [input.name, column]));
  const expression = withColumns(feature.expression, names, conversions);
  const stored = featureAddress(feature);
  return { kind: 'formula', columns: [...new Set(standing.map(({ column }) => column))], params: { name: as, expression, stored } };
}

/** Where another version of the feature stood, else before all steps that might change its inputs. */
function placed(recipe: readonly RecipeStep[], step: RecipeStep, name: string): RecipeStep[] {
  const at = recipe.findIndex(
    ({ params }) => featureOfAddress(params?.['stored'])?.name === name && params?.['name'] === step.params?.['name']
  );
  return at < 0 ? [step, ...recipe] : recipe.map((other, i) => (i === at ? step : other));
}

function usedFeature({ params }: RecipeStep, features: readonly FeatureRecord[]) {
  const named = featureOfAddress(params?.['stored']);
  if (!named) return [];
  const { name } = named;
  const stored = featureAt(params?.['stored'], features);
  const newest = stored ? newestOf(features, name)!.version : null;
  const version = stored?.version ?? named.version;
  return [{ name, version, as: String(params?.['name']), expression: String(params?.['expression']), newest }];
}
