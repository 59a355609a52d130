import { unknownId } from '../core/errors/anywhere.ts';
import { featureAddress, featureAt, featureLabel, type FeatureVersion } from '../core/stored-feature.ts';
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
        const created = featureKind.check({ ...feature, version: nextVersion(earlier) });
        await features.add(created);
        return created;
      }),
    list: () => db.read(['features'], () => features.toArray()),
    remove: (name, version) =>
      db.write(['features'], async () => {
        if (!(await features.get([name, version])))
          throw unknownId('stored feature', featureLabel({ name, version }), (await features.toArray()).map(featureLabel));
        await features.delete([name, version]);
      })
  };
}

/** The stored features that recipes use. */
export function featuresUsed<F extends FeatureVersion>(recipes: readonly (readonly RecipeStep[] | null)[], features: readonly F[]): Set<F> {
  const found = recipes.flatMap((recipe) => (recipe ?? []).map(({ params }) => featureAt(params?.['stored'], features)));
  return new Set(found.filter((feature) => feature !== undefined));
}

/** The definitions a project's recipe and its runs use, as far as they are still stored. */
export async function featuresOfProject(db: Database, project: ProjectRecord, runs: readonly RunRecord[]): Promise<FeatureRecord[]> {
  const features = await db.stores.features.toArray();
  return [...featuresUsed([project.recipe, ...runs.map(({ recipe }) => recipe)], features)];
}

/**
 * Definitions that come along with a project. What is there already stays; one whose number is taken by another definition gets the next of its name,
 * and recipes find it by its hash.
 */
export async function addMissingFeatures(db: Database, features: readonly FeatureRecord[]): Promise<void> {
  for (const feature of features) {
    const known = await db.stores.features.where('name').equals(feature.name).toArray();
    if (featureAt(featureAddress(feature), known)) continue;
    const isTaken = known.some(({ version }) => version === feature.version);
    await db.stores.features.add(isTaken ? { ...feature, version: nextVersion(known) } : feature);
  }
}

const nextVersion = (known: readonly FeatureRecord[]): number => known.reduce((highest, { version }) => Math.max(highest, version), 0) + 1;
