import { Problem } from '@tend/protocol';

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** Why a server cannot listen: TND-4001 for a port in use, TND-1003 for a port or host that cannot be had; else as it is. */
export function listenProblem(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new Problem('TND-4001', {
      message: `port ${port} of ${host} is in use`,
      expected: 'a free port',
      came: `${port}, on which another program listens`,
      next: [
        `npx --no-install tend serve --port ${port + 1}`,
        'npx --no-install tend serve --port 0 (takes a free one)',
      ],
    });
  }
  if (code === 'EACCES') {
    return new Problem('TND-1003', {
      message: `port ${port} may not be opened by this user`,
      expected: 'a port from 1024 to 65535',
      came: String(port),
      next: ['npx --no-install tend serve --port 8080'],
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new Problem('TND-1003', {
      message: `this machine has no address ${host}`,
      expected: 'an address of this machine',
      came: host,
      next: ['npx --no-install tend serve --host 127.0.0.1'],
    });
  }
  return error;
}
