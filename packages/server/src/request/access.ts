import type { Permission } from '@tend/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller, ServerOptions } from '../server-options.ts';
import { RefusedRequest } from './refused-request.ts';

/** Who may use a route: anyone; whoever may predict (anyone unless the server requires tokens); the bearer of a permission. */
export type Access = 'open' | 'scoring' | { readonly permission: Permission };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    caller: Caller | undefined;
  }
}

const permissions: readonly unknown[] = [
  'read',
  'predict',
  'train',
  'approve',
  'deploy',
  'operate',
] satisfies Permission[];

/** Makes the server refuse to start with a route that does not say who may use it, and holds every request to what it says. */
export function guardAccess(server: FastifyInstance, options: ServerOptions): void {
  server.decorateRequest('caller', undefined);
  server.addHook('onRoute', ({ url, config }) => {
    const access = config?.access;
    if (access === 'open' || access === 'scoring') return;
    if (!permissions.includes(access?.permission)) throw new Error(`route ${url} does not declare its permission`);
  });
  server.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const needed = neededPermission(request.routeOptions.config.access, options.requireToken === true);
    if (needed !== undefined) request.caller = await admit(request, needed, options);
  });
}

function neededPermission(access: Access | undefined, requireToken: boolean): Permission | undefined {
  if (access === 'open') return undefined;
  if (access === 'scoring') return requireToken ? 'predict' : undefined;
  // Unreachable past onRoute, and closed all the same.
  return access?.permission ?? 'operate';
}

async function admit(request: FastifyRequest, needed: Permission, options: ServerOptions): Promise<Caller> {
  const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1];
  const caller = token === undefined ? undefined : await options.authenticate(options.ports, token);
  if (caller === undefined) {
    throw new RefusedRequest(401, 'TND-3107', {
      message: token === undefined ? 'the request carries no token' : 'the token is unknown or has expired',
      expected: 'Authorization: Bearer TOKEN',
      next: ['issue a token where the workspace is: npx --no-install tend token NAME'],
    });
  }
  if (!caller.permissions.includes(needed)) {
    throw new RefusedRequest(403, 'TND-3107', {
      message: `${caller.actor.name} may not do this`,
      expected: `a token with the permission ${needed}`,
      came: caller.permissions.join(', '),
    });
  }
  return caller;
}
