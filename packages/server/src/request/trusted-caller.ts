import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { RefusedRequest } from './refused-request.ts';

export interface TrustedCallers {
  /** Names besides `localhost` under which this server is reached, without port. */
  readonly allowedHosts: readonly string[];
  /** Web pages of other origins that may call it, such as `https://ops.example.org`. */
  readonly allowedOrigins: readonly string[];
}

/**
 * Refuses (403) a request whose Host is a name this server does not go by: a page that had its own name rebound to this
 * address would send that (DNS rebinding). Addresses cannot be rebound and pass.
 */
export function checkHost(request: FastifyRequest, { allowedHosts }: TrustedCallers): void {
  const host = hostNameOf(request.headers.host ?? '');
  if (host === 'localhost' || isIP(host) !== 0 || allowedHosts.includes(host)) return;
  throw new RefusedRequest(403, 'TND-3107', {
    message: 'this server does not go by the name in the Host header',
    expected: ['localhost', 'an IP address', ...allowedHosts].join(', '),
    next: ['start the server with this name as an allowed host'],
  });
}

/** Refuses (403) a change that a web page of another origin asks for. Programs that are no browser send no Origin. */
export function checkOrigin(request: FastifyRequest, { allowedOrigins }: TrustedCallers): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, host } = request.headers;
  const isSameSite = origin === undefined ? request.headers['sec-fetch-site'] !== 'cross-site' : false;
  if (isSameSite || origin === `http://${host}` || origin === `https://${host}`) return;
  if (origin !== undefined && allowedOrigins.includes(origin)) return;
  throw new RefusedRequest(403, 'TND-3107', {
    message: 'a web page of another origin may not change anything here',
    expected: 'a request of this server itself, or of an allowed origin',
  });
}

/** The name in a Host header: lower case, without port, brackets or the root's dot. */
function hostNameOf(header: string): string {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/i.exec(header);
  return (match?.[1] ?? match?.[2] ?? '').toLowerCase().replace(/\.$/, '');
}
