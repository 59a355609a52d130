import { unknownId } from '../../core/errors/anywhere.ts';
import { modelsIn } from '../../predict/models-in.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import type { PredictRuntime, RuntimePart } from '../../predict/standalone.ts';

type Parts = Readonly<Record<string, () => RuntimePart>>;

/** The scorer and the page as they stand in the build, whose own text goes into the files: see virtual:predict-runtime. */
export interface RuntimeKit {
  readonly predictRuntime: () => PredictRuntime;
  readonly modelParts: Parts;
  readonly stepParts: Parts;
  readonly exportPage: () => unknown;
}

/** The scorer with the parts that a package needs. */
export interface FittingRuntime {
  /** Of a function that makes the runtime, put together from the texts of the functions that `start` calls. */
  readonly text: string;
  start(): PredictRuntime;
}

/** @throws LatheError `unknown-id` when the build has no such part */
export function runtimeFor(pkg: ModelPackage, { predictRuntime, modelParts, stepParts }: RuntimeKit): FittingRuntime {
  const inside = modelsIn(pkg);
  const steps = [...new Set(inside.flatMap(({ recipe }) => recipe.map(({ kind }) => kind)))].sort();
  const models = [...new Set([pkg.model.id, ...inside.map(({ id }) => id)])];
  const parts = [
    ...models.map((id) => partOf(modelParts, id, 'model scorer')),
    ...steps.map((kind) => partOf(stepParts, kind, 'recipe step'))
  ];
  return {
    text: `function () {\nconst runtime = (${predictRuntime.toString()})();\nfor (const part of [${parts.map(String).join(',\n')}]) runtime.add(part());\nreturn runtime;\n}`,
    start() {
      const runtime = predictRuntime();
      for (const part of parts) runtime.add(part());
      return runtime;
    }
  };
}

function partOf(parts: Parts, id: string, what: string): () => RuntimePart {
  const part = parts[id];
  if (!part) throw unknownId(what, id, Object.keys(parts));
  return part;
}
