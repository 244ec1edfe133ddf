import { session } from "./browser-session";
import type { Session } from "./session";

/** A fetch as the signed-in user. A refused token is replaced once and the request sent again; no more than once. */
export function createAuthorizedFetch(of: Session, fetcher: typeof fetch): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    // The body of a request can be read once; the copy is for the second try.
    const again = request.clone();
    const token = await of.accessToken();
    const response = await fetcher(withToken(request, token));
    if (response.status !== 401) return response;
    return fetcher(withToken(again, await of.accessToken(token)));
  };
}

function withToken(request: Request, token: string): Request {
  const headers = new Headers(request.headers);
  headers.set("authorization", `Bearer ${token}`);
  return new Request(request, { headers });
}

/** For everything that does not go through the clients: the AI SDK's transport, event streams, downloads. */
export const authorizedFetch = createAuthorizedFetch(session, (input, init) => fetch(input, init));
