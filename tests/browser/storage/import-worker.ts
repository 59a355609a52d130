import { openStorage } from '../../../src/storage/open-storage.ts';

/** Writes pieces of an import for ever, until it is terminated. */
self.onmessage = async (event: MessageEvent<string>) => {
  const writer = await (await openStorage(event.data)).datasets.write('p');
  for (let i = 0; ; i++) {
    await writer.append({ kind: 'number', name: 'x', values: new Float64Array(1000).fill(i) });
    if (i === 3) self.postMessage('writing');
  }
};
