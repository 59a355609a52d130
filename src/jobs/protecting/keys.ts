import { keyDestroyed, keyShownBefore, keyUnreadable } from '../../core/errors/protecting.ts';
import { hex, sha256 } from '../../core/hash.ts';
import type { KeyRecord } from '../../storage/records/key.ts';
import type { ProtectingServices } from '../services.ts';

/** A key as it is told of: never its secret. */
export interface KeyInfo {
  readonly id: string;
  readonly createdAt: number;
  readonly shownAt: number | null;
  readonly destroyedAt: number | null;
}

const SECRET_BYTES = 32;
const ID_LETTERS = 12;

/** A new key for pseudonyms, at random. It stays on this device, apart from the data. */
export async function makeKey({ projectId }: { readonly projectId: string }, services: ProtectingServices): Promise<KeyInfo> {
  return keep(projectId, services.randomBytes(SECRET_BYTES), null, services);
}

/**
 * Brings back a key that was written down: it has its old id, and makes the codes it always made.
 * @throws LatheError `key-unreadable`
 */
export async function takeKey(
  { projectId, secret }: { readonly projectId: string; readonly secret: string },
  services: ProtectingServices
): Promise<KeyInfo> {
  const plain = secret.replace(/\s/g, '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(plain)) throw keyUnreadable(plain.length);
  const bytes = Uint8Array.from({ length: SECRET_BYTES }, (_, i) => Number.parseInt(plain.slice(2 * i, 2 * i + 2), 16));
  return keep(projectId, bytes, services.now(), services);
}

async function keep(projectId: string, secret: Uint8Array, shownAt: number | null, { storage, now }: ProtectingServices): Promise<KeyInfo> {
  const id = (await sha256(new Uint8Array([...new TextEncoder().encode('lathe key id'), ...secret]))).slice(0, ID_LETTERS);
  const key: KeyRecord = { id, projectId, createdAt: now(), secret, shownAt, destroyedAt: null };
  await storage.keys.put(key);
  await storage.audit.append(projectId, now(), 'key-made', `Key ${id} for pseudonyms ${shownAt === null ? 'made' : 'taken in'}.`);
  return infoOf(key);
}

/**
 * The secret, 64 hexadecimal digits, once.
 * @throws LatheError `unknown-id`, `key-destroyed`, `key-shown-before`
 */
export async function showKey(
  { projectId, keyId }: { readonly projectId: string; readonly keyId: string },
  { storage, now }: ProtectingServices
): Promise<string> {
  let shown = '';
  await storage.keys.update(projectId, keyId, (key) => {
    if (key.secret === null) throw keyDestroyed(keyId, key.destroyedAt ?? 0);
    if (key.shownAt !== null) throw keyShownBefore(keyId, key.shownAt);
    shown = hex(key.secret);
    return { ...key, shownAt: now() };
  });
  await storage.audit.append(projectId, now(), 'key-shown', `Key ${keyId} was shown, to be written down.`);
  return shown;
}

/** Removes the secret for good: from then on nobody can tell which code stands for whom, nor make the same codes again. */
export async function destroyKey(
  { projectId, keyId }: { readonly projectId: string; readonly keyId: string },
  { storage, now }: ProtectingServices
): Promise<KeyInfo> {
  const key = await storage.keys.update(projectId, keyId, (before) =>
    before.secret === null ? before : { ...before, secret: null, destroyedAt: now() }
  );
  await storage.audit.append(projectId, now(), 'key-destroyed', `Key ${keyId} was destroyed.`);
  return infoOf(key);
}

export const listKeys = async ({ projectId }: { readonly projectId: string }, { storage }: ProtectingServices): Promise<KeyInfo[]> =>
  (await storage.keys.list(projectId)).map(infoOf);

const infoOf = ({ id, createdAt, shownAt, destroyedAt }: KeyRecord): KeyInfo => ({ id, createdAt, shownAt, destroyedAt });
