import * as v from 'valibot';
import { anyNumber, count, defineRecord, id, share, time } from './record.ts';

/** A model that answers requests on this device. Names are unique across projects: they are addresses. */
export interface DeploymentRecord {
  readonly name: string;
  readonly projectId: string;
  /** `name@3` (a version) or `name:champion` (an alias). */
  readonly model: string;
  readonly split: { readonly model: string; readonly share: number; readonly mode: 'canary' | 'ab' | 'shadow' } | null;
  readonly rateLimitPerMinute: number | null;
  readonly token: string | null;
  /** Share of the answers that are logged, 0 to 1. */
  readonly logShare: number;
  readonly createdAt: number;
  readonly history: readonly { readonly at: number; readonly model: string }[];
}

/** One answered row. */
export interface PredictionRecord {
  readonly id: string;
  readonly deployment: string;
  readonly at: number;
  readonly model: string;
  readonly version: number;
  readonly shadow: boolean;
  readonly row: Readonly<Record<string, string | number | boolean | null>>;
  readonly prediction: string | number | boolean | null;
  readonly probabilities: Readonly<Record<string, number>> | null;
  readonly latencyMs: number;
  /** The true answer, once it came. */
  readonly actual: string | number | boolean | null;
  /** Sent to try the watch out: no traffic of anybody. */
  readonly simulated?: boolean;
}

/** One request, answered or refused. */
export interface RequestRecord {
  readonly id: string;
  readonly deployment: string;
  readonly at: number;
  readonly status: number;
  readonly rows: number;
  readonly latencyMs: number;
  readonly simulated?: boolean;
}

/** What a deployment may be called: it becomes part of an address. */
const deploymentName = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const answer = v.nullable(v.union([v.string(), anyNumber, v.boolean()]));

export const deploymentKind = defineRecord<DeploymentRecord>(
  'deployment',
  v.looseObject({
    name: deploymentName,
    projectId: id,
    model: v.string(),
    split: v.nullable(v.looseObject({ model: v.string(), share, mode: v.picklist(['canary', 'ab', 'shadow']) })),
    rateLimitPerMinute: v.nullable(v.number()),
    token: v.nullable(v.string()),
    logShare: share,
    createdAt: time,
    history: v.array(v.looseObject({ at: time, model: v.string() }))
  })
);

export const predictionKind = defineRecord<PredictionRecord>(
  'prediction',
  v.looseObject({
    id,
    deployment: deploymentName,
    at: time,
    model: v.string(),
    version: count,
    shadow: v.boolean(),
    row: v.record(v.string(), answer),
    prediction: answer,
    probabilities: v.nullable(v.record(v.string(), anyNumber)),
    latencyMs: v.number(),
    actual: answer,
    simulated: v.exactOptional(v.boolean())
  })
);

export const requestKind = defineRecord<RequestRecord>(
  'request',
  v.looseObject({
    id,
    deployment: deploymentName,
    at: time,
    status: count,
    rows: count,
    latencyMs: v.number(),
    simulated: v.exactOptional(v.boolean())
  })
);
