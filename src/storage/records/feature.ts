import * as v from 'valibot';
import type { FeatureDefinition } from '../../core/stored-feature.ts';
import { count, defineRecord, hash, id, time } from './record.ts';

/** One version of a feature that all projects can use. It belongs to none: it stays when the project it was made in goes. */
export interface FeatureRecord extends FeatureDefinition {
  readonly name: string;
  /** From 1 on. A change is a new version; what was saved stays as it is. */
  readonly version: number;
  readonly description: string;
  readonly owner: string;
  /** SHA-256 over the definition. */
  readonly hash: string;
  readonly createdAt: number;
  /** The project and the data version it was written for. */
  readonly from: { readonly projectId: string; readonly projectName: string; readonly datasetHash: string };
}

const valueType = v.picklist(['number', 'text', 'boolean', 'time']);

export const featureKind = defineRecord<FeatureRecord>(
  'feature',
  v.looseObject({
    name: id,
    version: v.pipe(count, v.minValue(1)),
    description: v.string(),
    owner: v.string(),
    expression: v.string(),
    inputs: v.array(
      v.looseObject({ name: v.string(), type: valueType, unit: v.exactOptional(v.string()), zone: v.exactOptional(v.string()) })
    ),
    type: valueType,
    hash,
    createdAt: time,
    from: v.looseObject({ projectId: v.string(), projectName: v.string(), datasetHash: v.string() })
  })
);
