import type { AttackRequest } from '../core/attack-request.ts';
import type { StressRequest } from '../core/stress-request.ts';
import type { ProgressCallback } from './progress.ts';

/** What the training worker finds out about what breaks a run. No run is changed, and no seal is opened. */
export interface BreakingApi {
  /** Changes rows within bounds until another class comes out. */
  attack(job: { runId: string; request: AttackRequest }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  /** Breaks rows before the recipe and sees how they are answered. */
  stress(job: { runId: string; request: StressRequest }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
}
