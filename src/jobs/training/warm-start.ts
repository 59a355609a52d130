import { isLatheError } from '../../core/errors/lathe-error.ts';
import { hashOf } from '../../core/hash.ts';
import type { FitContext } from '../../core/model.ts';
import type { Plain, PlainRecord } from '../../core/plain.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { TrainingServices } from '../services.ts';

/** What one fit left behind for more trees. */
interface Left {
  readonly rounds: number;
  readonly state: PlainRecord;
}

/** Of the settings those that say how many trees there are. */
const COUNTS = ['maxIter', 'nEstimators'];

/**
 * The fits of a run that asked for it (`warmStart`), so that a later run of the same data, question, division, recipe, seed and settings with more trees
 * grows only those that are missing. A fit goes on from nothing else, so that whether anything was kept changes no byte.
 */
export class WarmStart {
  readonly #record: RunRecord;
  readonly #key: string;
  readonly #services: TrainingServices;
  #writing: Promise<void> = Promise.resolve();
  #failure: string | null = null;

  private constructor(record: RunRecord, key: string, services: TrainingServices) {
    this.#record = record;
    this.#key = key;
    this.#services = services;
  }

  /** @returns null where the run did not ask for it */
  static async of(record: RunRecord, services: TrainingServices): Promise<WarmStart | null> {
    if (record.params['warmStart'] !== true) return null;
    const { datasetHash, question, splitHash, recipeHash, model, seed, cv, calibrate, limits = false, randomLabels } = record;
    const params = Object.fromEntries(Object.entries(record.params).filter(([name]) => !COUNTS.includes(name)));
    const asked = { datasetHash, question, splitHash, recipeHash, model, seed, cv, calibrate, limits, randomLabels };
    const key = await hashOf({ ...asked, params, version: services.version } as unknown as Plain);
    // By the version's own hash it is found when rows are erased.
    return new WarmStart(record, `warm-start:${datasetHash}:${key}`, services);
  }

  /** What a fit of this run needs. @param path which of its fits it is */
  async fitting(path: string): Promise<Pick<FitContext, 'onEnd' | 'resumeFrom'>> {
    const { storage } = this.#services;
    const key = `${this.#key}:${path}`;
    const left = (await storage.results.find(key, this.#record.projectId))?.value as Left | undefined;
    const most = Math.max(...COUNTS.map((name) => Number(this.#record.params[name] ?? 0)));
    return {
      ...(left && left.rounds <= most && { resumeFrom: left.state }),
      onEnd: (rounds, state) => {
        if (!left || rounds > left.rounds) this.#keep(key, { rounds, state });
      }
    };
  }

  #keep(key: string, left: Left): void {
    const { storage, now } = this.#services;
    const { projectId } = this.#record;
    const value = left as unknown as Plain;
    this.#writing = this.#writing
      .then(() => storage.results.put({ key, projectId, kind: 'warm-start', value, createdAt: now() }))
      .catch((error: unknown) => {
        if (!isLatheError(error)) throw error;
        this.#failure = error.message;
      });
  }

  /** Resolves when all is written. @returns what kept something from being written, in a sentence */
  async settled(): Promise<readonly string[]> {
    await this.#writing;
    return this.#failure === null ? [] : [`What more trees could go on from was not kept: ${this.#failure}`];
  }
}
