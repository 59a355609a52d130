import { createGatewayDeps } from '../../src/jobs/serving/gateway-deps.ts';
import { createGateway } from '../../src/stages/deploy/gateway.ts';
import type { GatewayRequest, GatewayResponse } from '../../src/stages/deploy/problem-json.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { isolated } from './isolation.ts';

export const isApiPath = (path: string): boolean => path.startsWith('/api/');

type Handle = (request: GatewayRequest) => Promise<GatewayResponse>;

/** One gateway for the life of the service worker: its rate limit counts within it. */
let gateway: Promise<Handle> | null = null;

const ready = (): Promise<Handle> =>
  (gateway ??= openStorage().then((storage) =>
    createGateway(
      createGatewayDeps({
        storage,
        now: () => Date.now(),
        clock: () => performance.now(),
        draw: () => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32,
        newId: () => crypto.randomUUID()
      })
    )
  ));

/** Answers a request to the API of the deployed models, on this device. */
export async function answerApi(request: Request, path: string): Promise<Response> {
  try {
    const handle = await ready();
    const body = request.method === 'GET' || request.method === 'HEAD' ? '' : await request.text();
    const answer = await handle({ method: request.method, path, headers: Object.fromEntries(request.headers), body });
    return isolated(new Response(answer.body, { status: answer.status, headers: { ...answer.headers } }));
  } catch (error) {
    gateway = null;
    const detail = error instanceof Error ? error.message : String(error);
    const problem = { type: 'about:blank', title: 'Internal Server Error', status: 500, detail };
    return new Response(JSON.stringify(problem), { status: 500, headers: { 'content-type': 'application/problem+json' } });
  }
}
