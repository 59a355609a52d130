import { archiveInvalid, passphraseNeeded, wrongPassphrase } from '../core/errors/archives.ts';

/**
 * Encryption of a file with a passphrase: PBKDF2-SHA-256, 600,000 rounds, makes a key for AES-256-GCM and a check value that tells a wrong
 * passphrase from a damaged file. The file is sealed in segments; each one's additional data is the header, its number and whether it is the last, so
 * that none can be left out, moved or taken from another file (the STREAM construction of Hoang, Reyhanitabar, Rogaway & Vizar, 2015).
 */
const MAGIC = new TextEncoder().encode('LATHE-SEALED-1\n\0');
const ROUNDS = 600_000;
const SALT_BYTES = 16;
const CHECK_BYTES = 32;
const HEADER_BYTES = MAGIC.length + SALT_BYTES + CHECK_BYTES;
const SEGMENT_BYTES = 1024 * 1024;
const TAG_BYTES = 16;

type Bytes = Uint8Array<ArrayBuffer>;
type Report = (share: number) => Promise<void>;

export async function isSealed(file: Blob): Promise<boolean> {
  const start = await bytesOf(file.slice(0, MAGIC.length));
  return start.length === MAGIC.length && start.every((byte, i) => byte === MAGIC[i]);
}

/** @param report is awaited between segments, with the share done; throwing ends the work */
export async function seal(file: Blob, passphrase: string, report: Report): Promise<Blob> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const { key, check } = await derive(passphrase, salt);
  const header = joined(MAGIC, salt, check);
  const parts: BlobPart[] = [header];
  const segments = Math.max(1, Math.ceil(file.size / SEGMENT_BYTES));
  for (let i = 0; i < segments; i++) {
    const clear = await bytesOf(file.slice(i * SEGMENT_BYTES, (i + 1) * SEGMENT_BYTES));
    parts.push(await crypto.subtle.encrypt(frame(header, i, i === segments - 1), key, clear));
    await report((i + 1) / segments);
  }
  return new Blob(parts);
}

/**
 * @param passphrase null when none was given
 * @throws LatheError `passphrase-needed`, `wrong-passphrase`, or `archive-invalid` when a byte was changed or is missing
 */
export async function unseal(file: Blob, passphrase: string | null, report: Report): Promise<Blob> {
  if (passphrase === null) throw passphraseNeeded();
  const header = await bytesOf(file.slice(0, HEADER_BYTES));
  if (header.length < HEADER_BYTES || file.size < HEADER_BYTES + TAG_BYTES) throw archiveInvalid('it is cut off');
  const { key, check } = await derive(passphrase, header.slice(MAGIC.length, MAGIC.length + SALT_BYTES));
  if (!check.every((byte, i) => byte === header[MAGIC.length + SALT_BYTES + i])) throw wrongPassphrase();
  const segments = Math.ceil((file.size - HEADER_BYTES) / (SEGMENT_BYTES + TAG_BYTES));
  const parts: BlobPart[] = [];
  for (let i = 0; i < segments; i++) {
    const at = HEADER_BYTES + i * (SEGMENT_BYTES + TAG_BYTES);
    parts.push(await opened(frame(header, i, i === segments - 1), key, await bytesOf(file.slice(at, at + SEGMENT_BYTES + TAG_BYTES))));
    await report((i + 1) / segments);
  }
  return new Blob(parts);
}

async function opened(frame: AesGcmParams, key: CryptoKey, bytes: Bytes): Promise<ArrayBuffer> {
  try {
    return await crypto.subtle.decrypt(frame, key, bytes);
  } catch {
    throw archiveInvalid('it was changed or damaged since it was encrypted');
  }
}

/** The salt is new for every file and with it the key, so a counter may be the nonce. */
function frame(header: Bytes, index: number, isLast: boolean): AesGcmParams {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, index);
  return { name: 'AES-GCM', iv, additionalData: joined(header, iv, Uint8Array.of(isLast ? 1 : 0)), tagLength: TAG_BYTES * 8 };
}

async function derive(passphrase: string, salt: Bytes): Promise<{ key: CryptoKey; check: Bytes }> {
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase.normalize('NFKC')), 'PBKDF2', false, [
    'deriveBits'
  ]);
  const master = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }, secret, 256);
  const hkdf = await crypto.subtle.importKey('raw', master, 'HKDF', false, ['deriveBits', 'deriveKey']);
  const purpose = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(info) });
  return {
    key: await crypto.subtle.deriveKey(purpose('lathe key'), hkdf, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    check: new Uint8Array(await crypto.subtle.deriveBits(purpose('lathe check'), hkdf, CHECK_BYTES * 8))
  };
}

const bytesOf = async (blob: Blob): Promise<Bytes> => new Uint8Array(await blob.arrayBuffer());

function joined(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
