import * as v from 'valibot';
import { defineRecord, id, time } from './record.ts';

/** A secret that pseudonyms are made with. It lies apart from the data: no archive holds it. */
export interface KeyRecord {
  /** The beginning of the secret's digest: the same secret has the same id everywhere. */
  readonly id: string;
  readonly projectId: string;
  readonly createdAt: number;
  /** 32 bytes; null once it is destroyed. */
  readonly secret: Uint8Array | null;
  /** When it was shown; it is shown once. */
  readonly shownAt: number | null;
  readonly destroyedAt: number | null;
}

const SECRET_BYTES = 32;

export const keyKind = defineRecord<KeyRecord>(
  'key',
  v.looseObject({
    id,
    projectId: id,
    createdAt: time,
    secret: v.nullable(v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === SECRET_BYTES, 'expected 32 bytes')),
    shownAt: v.nullable(time),
    destroyedAt: v.nullable(time)
  })
);
