/** An answer of the gateway, before it becomes a Response. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface GatewayRequest {
  readonly method: string;
  /** Path alone, or with a query, which is ignored. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One thing that is wrong with a request; `pointer` says where (RFC 6901). */
export interface RequestError {
  readonly pointer?: string;
  readonly detail: string;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'A token is needed',
  404: 'There is nothing here',
  405: 'This method is not for this address',
  413: 'The request is too large',
  415: 'The body must be JSON',
  422: 'The rows are not what the model takes',
  429: 'Too many requests',
  500: 'The model could not answer'
};

/** A refusal as RFC 9457 has it: `application/problem+json` with type, title, status, detail and, where there are some, errors. */
export function problem(
  status: number,
  detail: string,
  errors: readonly RequestError[] = [],
  headers: Readonly<Record<string, string>> = {}
): GatewayResponse {
  const body = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Something is wrong',
    status,
    detail,
    ...(errors.length > 0 ? { errors } : {})
  };
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body)
  };
}

export const json = (value: unknown): GatewayResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(value)
});
