// A real OpenID Connect provider: npm oidc-provider with its own pages, in this process. Whoever signs in as
// "name" is name@example.test there, verified unless the name begins with "unproven".
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

export const kClient = { id: 'elevaite', secret: 'the secret: of & the client' };

let made = 0;
async function makeKey(alg) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg, kid: `${alg}-${++made}` };
}
// It wants one of these to be there, whatever it signs with; making one takes long.
let usual;

const account = (domain) => (_, sub) => ({
  accountId: sub,
  claims: () => ({ sub, name: `Person ${sub}`, email: `${sub}@${domain}`.toLowerCase(),
    email_verified: !sub.startsWith('unproven') }),
});

// `redirectUris`: where it sends browsers back to. `algorithm`: what it signs with.
export async function startOidcProvider(options = {}) {
  let { redirectUris = [], algorithm = 'RS256', domain = 'example.test' } = options;
  const server = createServer((request, response) => server.answer(request, response))
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  // By name, so that its cookies are not those of the product's apps.
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const configure = async (alg) => {
    const keys = [await makeKey(alg)];
    if (alg !== 'RS256') keys.push(await (usual ??= makeKey('RS256')));
    const provider = new Provider(issuer, {
      clients: [{ client_id: kClient.id, client_secret: kClient.secret, redirect_uris: redirectUris,
        id_token_signed_response_alg: alg }],
      enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256', 'Ed25519', 'EdDSA'] },
      jwks: { keys },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      cookies: { keys: ['a cookie key of the test'] },
      findAccount: account(domain),
      pkce: { required: () => true },
      features: { devInteractions: { enabled: true } },
      ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Grant: 600, Interaction: 600,
        Session: 600 },
    });
    server.answer = provider.callback();
  };
  await configure(algorithm);
  return {
    issuer,
    settings: { 'oidc.issuer': issuer, 'oidc.client_id': kClient.id, 'oidc.client_secret': kClient.secret,
      'oidc.name': 'Example ID' },
    // Forgets everything it knew, its keys too.
    restart: configure,
    redirectTo(...uris) {
      redirectUris = uris;
      return configure(algorithm);
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

// What a browser keeps and follows, until it would leave for `home`; answers that address.
export class Visitor {
  #cookies = new Map();

  async #fetch(url, options = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', ...options,
      headers: { ...options.headers, Cookie: cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  // Signs in as `login` and agrees, or goes back when there is nothing to be asked.
  async agree(url, login, home) {
    let [at, options] = [String(url), {}];
    for (let hops = 0; hops < 20; ++hops) {
      const response = await this.#fetch(at, options);
      options = {};
      const location = response.headers.get('Location');
      if (location) {
        at = new URL(location, at).href;
        if (at.startsWith(home)) return new URL(at);
        continue;
      }
      const page = await response.text();
      const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
      if (!action) throw new Error(`No form at ${at}: ${response.status} ${page.slice(0, 500)}`);
      const prompt = /name="prompt" value="(\w+)"/.exec(page)[1];
      const fields = prompt === 'login' ? { prompt, login, password: 'any' } : { prompt };
      at = new URL(action.replaceAll('&amp;', '&'), at).href;
      options = { method: 'POST', body: new URLSearchParams(fields) };
    }
    throw new Error(`It goes round in circles at ${at}.`);
  }
}
