// Somebody in a browser, who signs in through providers: the flow's cookies and what comes of it.
import { Client } from './client.mjs';

export const kWeb = 'http://localhost:3005';
const headers = { Origin: kWeb };

export class FederatedPerson {
  cookies = new Map();

  constructor(authUrl) {
    this.auth = new Client(authUrl);
  }

  #keep(answer) {
    for (const line of answer.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split('; ');
      const [name, value] = pair.split('=');
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  #headers() {
    return { ...headers, Cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') };
  }

  // The whole answer; `url` is where it sends the browser.
  async begin(provider, body = {}) {
    const answer = this.#keep(
      await this.auth.post(`/v1/auth/providers/${provider}/begin`, body, this.#headers()));
    return { answer, url: answer.status === 200 ? new URL(answer.body.authorization_url) : undefined };
  }

  async connect(provider, session) {
    const client = new Client(this.auth.base, session.access_token);
    const answer = this.#keep(await client.post('/v1/me/identities', { provider }, this.#headers()));
    return { answer, url: answer.status === 200 ? new URL(answer.body.authorization_url) : undefined };
  }

  // With what stands in the address that the provider sends back to, or with an object of it.
  async finish(back) {
    const body = back instanceof URL ? Object.fromEntries(back.searchParams) : back;
    const known = ({ state, code, iss, error }) => ({ state, code, iss, error });
    return this.#keep(
      await this.auth.post('/v1/auth/providers/callback', known(body), this.#headers()));
  }
}
