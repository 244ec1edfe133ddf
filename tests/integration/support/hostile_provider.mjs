// A provider that lies: it publishes a discovery document and keys like an honest one, and gives as ID token
// and answers whatever a test has set.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';

const now = () => Math.floor(Date.now() / 1000);
const encode = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
  .toString('base64url');

export async function startHostileProvider() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const stranger = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', use: 'sig', alg: 'RS256' };
  const counts = {};
  const hostile = { counts, plan: {}, jwks: { keys: [jwk] }, discovery: {} };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, hostile.issuer);
    counts[pathname] = (counts[pathname] ?? 0) + 1;
    const { answer } = hostile.plan;
    if (answer?.path === pathname) return answer.give(request, response);
    const json = (body, status = 200) => response
      .writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/.well-known/openid-configuration') {
      return json({ issuer: hostile.issuer, authorization_endpoint: `${hostile.issuer}/authorize`,
        token_endpoint: `${hostile.issuer}/token`, jwks_uri: `${hostile.issuer}/jwks`,
        authorization_response_iss_parameter_supported: true, ...hostile.discovery });
    }
    if (pathname === '/jwks') return json(hostile.jwks);
    if (pathname === '/token') {
      return json({ access_token: 'access', token_type: 'Bearer', id_token: await hostile.idToken() });
    }
    return json({ error: 'none' }, 404);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  hostile.issuer = `http://127.0.0.1:${server.address().port}`;
  hostile.settings = { 'oidc.issuer': hostile.issuer, 'oidc.client_id': 'elevaite',
    'oidc.client_secret': 'secret', 'sign_in.provider_timeout': '700ms' };

  const claims = () => ({ iss: hostile.issuer, aud: 'elevaite', sub: 'mallory', nonce: hostile.nonce,
    iat: now(), exp: now() + 300, email: 'mallory@example.test', email_verified: true,
    ...hostile.plan.claims });
  hostile.idToken = async () => {
    const { token, header = {}, key = privateKey } = hostile.plan;
    if (token) return token(claims());
    const set = Object.fromEntries(Object.entries(claims()).filter(([, value]) => value !== null));
    return new SignJWT(set).setProtectedHeader({ alg: 'RS256', kid: 'key-1', ...header }).sign(key);
  };
  hostile.stranger = stranger.privateKey;
  hostile.unsigned = (set) => `${encode({ alg: 'none', kid: 'key-1' })}.${encode(set)}.`;
  // The public key taken for the secret of an HMAC (RFC 8725, section 2.1).
  hostile.confused = async (set) => {
    const input = `${encode({ alg: 'HS256', kid: 'key-1' })}.${encode(set)}`;
    return `${input}.${createHmac('sha256', await exportSPKI(publicKey)).update(input).digest('base64url')}`;
  };
  hostile.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return hostile;
}
