import { pause, type WorkContext } from '../../core/context.ts';
import { keyDestroyed, pseudonymCollision } from '../../core/errors/protecting.ts';
import type { Storage } from '../../storage/storage.ts';

/** Crockford's base 32 in small letters: none that can be taken for another. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
/** 60 bits: among a million values two meet once in two million keys, and that is noticed. */
const CODE_LETTERS = 12;
const AT_ONCE = 256;

/**
 * Codes such as `p_7k3m9x2q4d8f`: the first 60 bits of HMAC-SHA-256 (RFC 2104) over a value's UTF-8, by the project's key.
 * @throws LatheError `unknown-id`, `key-destroyed`, `pseudonym-collision`; the abort
 */
export async function pseudonymsOf(
  { projectId, keyId }: { readonly projectId: string; readonly keyId: string },
  texts: readonly string[],
  storage: Storage,
  context: WorkContext
): Promise<string[]> {
  const sign = await signerOf(projectId, keyId, storage);
  const codes: string[] = [];
  for (let from = 0; from < texts.length; from += AT_ONCE) {
    codes.push(...(await Promise.all(texts.slice(from, from + AT_ONCE).map(sign))));
    context.onProgress(Math.min(1, (from + AT_ONCE) / texts.length), 'Making codes');
    await pause(context);
  }
  if (new Set(codes).size < new Set(texts).size) throw pseudonymCollision(keyId, texts.length);
  return codes;
}

async function signerOf(projectId: string, keyId: string, storage: Storage): Promise<(text: string) => Promise<string>> {
  const { secret, destroyedAt } = await storage.keys.get(projectId, keyId);
  if (secret === null) throw keyDestroyed(keyId, destroyedAt ?? 0);
  const raw = secret as Uint8Array<ArrayBuffer>;
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const encoder = new TextEncoder();
  return async (text) => codeOf(new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text))));
}

function codeOf(digest: Uint8Array): string {
  let [bits, held, code] = [0, 0, 'p_'];
  for (let i = 0; code.length < CODE_LETTERS + 2;) {
    if (held < 5) {
      bits = ((bits & 31) << 8) | digest[i++]!;
      held += 8;
    }
    held -= 5;
    code += LETTERS[(bits >> held) & 31]!;
  }
  return code;
}
