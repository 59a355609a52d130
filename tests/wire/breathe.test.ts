import { expect, test } from 'vitest';
import { createBreathe } from '../../src/wire/breathe.ts';

test('messages of others come through while work breathes (Node hands a port up to 1,000 messages in a row)', async () => {
  const breathe = createBreathe();
  await breathe();
  const { port1, port2 } = new MessageChannel();
  let isSeen = false;
  port1.onmessage = () => (isSeen = true);
  port2.postMessage(null);
  for (let i = 0; i < 5_000 && !isSeen; i++) await breathe();
  port1.close();
  expect(isSeen).toBe(true);
});

test('two that breathe at the same time both go on', async () => {
  const breathe = createBreathe();
  expect(await Promise.all([breathe(), breathe(), breathe()])).toHaveLength(3);
});
