import { redact } from '../../stages/govern/privacy/redact.ts';
import type { WorkContext } from '../../core/context.ts';
import type { Finding } from '../../core/finding.ts';
import { createPacer } from '../../core/pacer.ts';
import { checkSteps } from '../../stages/shape/check-steps.ts';
import { shapeFindings } from '../../stages/shape/findings.ts';
import type { Frame } from '../../stages/shape/frame.ts';
import { runSteps, type StepOutcome } from '../../stages/shape/run-steps.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { JobServices } from '../services.ts';
import { pseudonymsOf } from '../protecting/pseudonyms.ts';
import { frameOf, storedSource, type StoredSource } from './dataset-frame.ts';

export interface ShapeJob {
  readonly datasetId: string;
  /** Not checked yet: they may come from a script. */
  readonly steps: readonly unknown[];
}

/** The steps worked out; nothing is stored. */
export interface ShapePlan {
  readonly source: StoredSource;
  readonly frame: Frame;
  readonly outcomes: readonly StepOutcome[];
  /** The versions that were joined. */
  readonly joined: readonly DatasetRecord[];
  readonly findings: readonly Finding[];
}

/** @throws LatheError `unknown-id`, `shape-step-invalid`, `expression-invalid`, `column-not-found`, `join-keys-differ`, `table-too-large` */
export async function planShape(job: ShapeJob, { storage }: Pick<JobServices, 'storage'>, context: WorkContext): Promise<ShapePlan> {
  const steps = checkSteps(job.steps);
  const source = storedSource(storage, await storage.datasets.get(job.datasetId));
  const start = frameOf(source);
  const joined: StoredSource[] = [];
  const { frame, outcomes } = await runSteps(start, steps, {
    pace: createPacer(context),
    protect: {
      redact,
      pseudonyms: (keyId, texts) => pseudonymsOf({ projectId: source.dataset.projectId, keyId }, texts, storage, context)
    },
    onStep: (index) => context.onProgress(index / steps.length),
    other: async (id) => {
      const other = storedSource(storage, await storage.datasets.get(id));
      joined.push(other);
      return { name: other.dataset.name, frame: frameOf(other) };
    }
  });
  const target = (await storage.projects.get(source.dataset.projectId)).problem?.target;
  for (const entry of [source, ...joined]) entry.forget();
  return { source, frame, outcomes, joined: joined.map(({ dataset }) => dataset), findings: shapeFindings(start, frame, outcomes, target) };
}
