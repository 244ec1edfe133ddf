// As much of GitHub as signing in needs: it exchanges a code once, for the verifier that belongs to it, and
// says who its bearer is.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

export async function startGithub() {
  const codes = new Map();    // code → {challenge, user}
  const tokens = new Map();   // access token → user
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const json = (value, status = 200) => response
      .writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    const { pathname } = new URL(request.url, 'http://github');
    if (pathname === '/login/oauth/access_token') {
      const form = new URLSearchParams(body);
      const issued = codes.get(form.get('code'));
      codes.delete(form.get('code'));
      const challenge = createHash('sha256').update(form.get('code_verifier')).digest('base64url');
      const isRight = issued?.challenge === challenge && form.get('client_secret') === 'github secret';
      // GitHub refuses with 200.
      if (!isRight) return json({ error: 'bad_verification_code' });
      const token = `gho_${tokens.size}`;
      tokens.set(token, issued.user);
      return json({ access_token: token, token_type: 'bearer' });
    }
    const user = tokens.get(request.headers.authorization?.replace('Bearer ', ''));
    if (!user) return json({ message: 'Bad credentials' }, 401);
    if (pathname === '/api/user') return json({ id: user.id, login: user.login, name: null });
    if (pathname === '/api/user/emails') return json(user.emails);
    return json({}, 404);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    settings: { 'github.base_url': url, 'github.api_url': `${url}/api`, 'github.client_id': 'github client',
      'github.client_secret': 'github secret' },
    // As if the person had agreed at `authorizationUrl`: the code.
    agree(authorizationUrl, user) {
      const code = `code-${codes.size}-${Math.random()}`;
      codes.set(code, { challenge: authorizationUrl.searchParams.get('code_challenge'), user });
      return code;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
