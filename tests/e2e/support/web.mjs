// Serves the exported apps of build/web as `elevaite up` does, in front of a platform that is started later.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createWebServer } from '../../../web/scripts/serve/web-server.mjs';
import { root } from '../../integration/support/platform.mjs';

const built = process.env.WEB_DIR ?? join(root, 'build/web');

export async function serveWeb() {
  const [apis, ports, servers] = [{}, {}, []];
  for (const app of ['auth', 'elevaite']) {
    const folder = join(built, app);
    if (!existsSync(join(folder, 'routes.json'))) {
      throw new Error(`There is no export in ${folder}. Build it: cd web && npm run export`);
    }
    const server = createWebServer({ folder, apis, ports }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ports[app] = server.address().port;
    servers.push(server);
  }
  return {
    authUrl: `http://localhost:${ports.auth}`,
    appUrl: `http://localhost:${ports.elevaite}`,
    passTo({ authUrl, engineUrl }) {
      Object.assign(apis, { '/api/auth': authUrl, '/api/engine': engineUrl });
    },
    // As a network that breaks: whatever is under way ends at once.
    cut() {
      for (const server of servers) server.closeAllConnections();
    },
    async stop() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
