/** One value of a metric, as experiment trackers keep it. */
export interface TrackedValue {
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Round, epoch or fold; 0 where there is only one. */
  readonly step: number;
}

/** A run as experiment trackers hand it on: texts, and numbers over steps. */
export interface TrackedRun {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly experiment: string;
  readonly name: string;
  readonly status: 'running' | 'finished' | 'failed' | 'killed';
  /** Milliseconds since 1970; the end is null while it is not over. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, readonly TrackedValue[]>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Files of it by their path; where only the paths are known, without bytes. */
  readonly artifacts: Readonly<Record<string, Uint8Array | null>>;
}
