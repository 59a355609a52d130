import { noBackend } from '../../src/core/errors/networks.ts';
import type { BackendId } from '../../src/core/model.ts';
import type { BackendReport } from './backend-report.ts';

export type NetworkNeeds = 'dense' | 'convolution';
export type BackendPreference = 'auto' | BackendId;

/** A backend to try, and in words why it and none before it. */
export interface Rung {
  readonly id: BackendId;
  readonly reason: string;
}

/** Small dense steps cost a GPU more in calls than in work, so WebGL, the slower caller, stands behind Wasm there. */
const ORDER: Readonly<Record<NetworkNeeds, readonly BackendId[]>> = {
  dense: ['webgpu', 'wasm', 'webgl', 'cpu'],
  convolution: ['webgpu', 'webgl', 'wasm', 'cpu']
};

/**
 * The backends to try, best first: a GPU in software comes last unless it is asked for by name.
 * @throws LatheError `no-backend` when none is usable, or the one asked for is not
 */
export function ladder(reports: readonly BackendReport[], needs: NetworkNeeds, preference: BackendPreference): readonly Rung[] {
  if (preference !== 'auto') {
    const asked = reports.find(({ id }) => id === preference);
    if (!asked?.usable) throw noBackend(needs, [`${preference}: ${asked?.reason ?? 'not known here'}`]);
    return [{ id: preference, reason: `asked for by name${asked.software ? '; it runs in software here, which is slow' : ''}.` }];
  }
  const known = ORDER[needs].flatMap((id) => reports.filter((report) => report.id === id));
  const ranked = [...known.filter((report) => !report.software), ...known.filter((report) => report.software)];
  const rungs = ranked.filter(({ usable }) => usable).map(({ id }) => ({ id, reason: reasonFor(id, known) }));
  if (rungs.length === 0)
    throw noBackend(
      needs,
      known.map(({ id, reason }) => `${id}: ${reason ?? 'not usable'}`)
    );
  return rungs;
}

/** What stood before it in the plain order and why that was passed over. */
function reasonFor(id: BackendId, known: readonly BackendReport[]): string {
  const passed = known
    .slice(
      0,
      known.findIndex((report) => report.id === id)
    )
    .filter((report) => !report.usable || report.software);
  if (passed.length === 0) return 'the fastest usable here for this kind of network.';
  return `${passed.map((report) => `${report.id} is out (${report.usable ? 'it runs in software here' : report.reason})`).join(', ')}.`;
}
