import type { WorkContext } from '../../core/context.ts';
import { allRows } from '../../core/table.ts';
import { viewRows } from '../../core/table-view.ts';
import { exportModel as makeFile } from '../../stages/export/export-model.ts';
import type { Parity } from '../../stages/export/check-parity.ts';
import type { RuntimeKit } from '../../stages/export/runtime-for.ts';
import type { JobServices } from '../services.ts';
import { loadReleasable } from './load-releasable.ts';

/** Rows a file is checked on at most: enough to meet every branch, few enough to wait for. */
const MOST_ROWS = 2_000;

/** Makes a file of a registered model and checks it on held-out rows before it is handed over. */
export async function exportModel(
  job: { readonly projectId: string; readonly model: string; readonly format: string },
  services: JobServices,
  kit: RuntimeKit,
  context: WorkContext
): Promise<{ file: Blob; name: string; parity: Parity }> {
  const { storage } = services;
  const version = await storage.versions.resolve(job.projectId, job.model);
  context.onProgress(0.2, 'reading the model');
  const { scorer, rows } = await loadReleasable(services, version.runId);
  context.signal.throwIfAborted();
  context.onProgress(0.5, 'writing and checking');
  const { bytes, name, mime, parity } = makeFile({
    format: job.format,
    bytes: await storage.packages.get(version.hash),
    scorer,
    title: `${version.name} ${version.version}`,
    heldOut: viewRows(rows, allRows(Math.min(rows.rows, MOST_ROWS))),
    kit
  });
  return { file: new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime }), name, parity };
}
