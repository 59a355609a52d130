import { unknownId } from '../core/errors/anywhere.ts';
import { featureAddress, featureOfAddress } from '../core/stored-feature.ts';
import type { RecipeStep } from '../core/recipe.ts';
import type { Database } from './database.ts';
import { featureKind, type FeatureRecord } from './records/feature.ts';
import type { ProjectRecord } from './records/project.ts';
import type { RunRecord } from './records/run.ts';
import type { Storage } from './storage.ts';

export function createFeatures(db: Database): Storage['features'] {
  const { features } = db.stores;
  return {
    add: (feature) =>
      db.write(['features'], async () => {
        const earlier = await features.where('name').equals(feature.name).toArray();
        const version = earlier.reduce((highest, other) => Math.max(highest, other.version), 0) + 1;
        const created = featureKind.check({ ...feature, version });
        await features.add(created);
        return created;
      }),
    list: () => db.read(['features'], () => features.toArray()),
    remove: (name, version) =>
      db.write(['features'], async () => {
        if (!(await features.get([name, version])))
          throw unknownId('stored feature', featureAddress(name, version), (await features.toArray()).map(addressOf));
        await features.delete([name, version]);
      })
  };
}

const addressOf = ({ name, version }: FeatureRecord) => featureAddress(name, version);

/** The addresses of the stored features that recipes use. */
export function featuresUsed(recipes: readonly (readonly RecipeStep[] | null)[]): Set<string> {
  const addresses = recipes.flatMap((recipe) => (recipe ?? []).map(({ params }) => params?.['stored']));
  return new Set(addresses.filter((address): address is string => featureOfAddress(address) !== null));
}

/** The definitions a project's recipe and its runs use, as far as they are still stored. */
export async function featuresOfProject(db: Database, project: ProjectRecord, runs: readonly RunRecord[]): Promise<FeatureRecord[]> {
  const used = featuresUsed([project.recipe, ...runs.map(({ recipe }) => recipe)]);
  return (await db.stores.features.toArray()).filter((feature) => used.has(addressOf(feature)));
}

/**
 * Definitions that come along with a project. What is there already under the same name and number stays: a recipe holds its formulas itself, so that
 * the project that comes in works out what it always did.
 */
export async function addMissingFeatures(db: Database, features: readonly FeatureRecord[]): Promise<void> {
  for (const feature of features) {
    const key: [string, number] = [feature.name, feature.version];
    if (!(await db.stores.features.get(key))) await db.stores.features.add(feature);
  }
}
